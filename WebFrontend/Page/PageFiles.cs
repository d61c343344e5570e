using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace OrleansAiJobs.WebFrontend.Page;

/// <summary>
/// The page's files, at two addresses each: by name, for other sites and asked again each time; and below a folder that is named after the
/// content of them all, to be kept for ever. The page itself points there, so a visit costs one question, and modules of two versions
/// never meet, since they import one another from the same folder.
/// </summary>
internal sealed partial class PageFiles
{
    private const string Root = "/assets/";
    private const string Page = "index.html";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly Dictionary<string, PageFile> _files = new(StringComparer.Ordinal);
    private readonly string _folder;

    public PageFiles(IFileProvider files)
    {
        var read = Read(files, "").OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in read)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(bytes);
        }

        _folder = $"{Root}{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}/";
        foreach (var (path, bytes) in read)
        {
            _files[path] = new PageFile(path is Page ? PointToFolder(bytes) : bytes, TypeOf(path));
        }
    }

    /// <summary>Whether what is at this address never changes.</summary>
    public bool IsCurrent(PathString path) => path.Value!.StartsWith(_folder, StringComparison.Ordinal);

    /// <summary>The file at this address. Also below the folder of another version, which a neighbour may have pointed to while frontends are being replaced.</summary>
    public PageFile? Find(PathString path)
    {
        var name = path.Value is "/" or null ? Page : path.Value[1..];
        if (path.Value?.StartsWith(Root, StringComparison.Ordinal) is true)
        {
            name = path.Value[Root.Length..];
            name = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        }

        return _files.GetValueOrDefault(name);
    }

    private static IEnumerable<(string Path, byte[] Bytes)> Read(IFileProvider files, string folder)
    {
        foreach (var file in files.GetDirectoryContents(folder))
        {
            var path = folder.Length == 0 ? file.Name : $"{folder}/{file.Name}";
            if (file.IsDirectory)
            {
                foreach (var inside in Read(files, path))
                {
                    yield return inside;
                }
            }
            else
            {
                using var content = new MemoryStream();
                using var stream = file.CreateReadStream();
                stream.CopyTo(content);
                yield return (path, content.ToArray());
            }
        }
    }

    private static string TypeOf(string path)
    {
        var type = Types.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
    }

    private byte[] PointToFolder(byte[] html) => Encoding.UTF8.GetBytes(References().Replace(Encoding.UTF8.GetString(html), $"${{before}}{_folder}"));

    [GeneratedRegex("""(?<before> (href|src)=")(?=[a-z][^":]*\.(js|css|svg)")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
