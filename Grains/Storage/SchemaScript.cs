namespace OrleansAiJobs.Grains.Storage;

/// <summary>One step of a store's schema; it is never edited once released, only followed by another.</summary>
/// <param name="Number">Counts from 1 without gaps; the database remembers the last one that it has.</param>
/// <param name="Sql">May hold many statements. Runs in one transaction with the note that it ran.</param>
internal sealed record SchemaScript(int Number, string Sql)
{
    /// <summary>The scripts in the folder <c>Schema</c> beside a type, in order. Their names begin with the number: <c>0001-ai-jobs.sql</c>.</summary>
    public static IReadOnlyList<SchemaScript> Beside(Type type)
    {
        var prefix = $"{type.Namespace}.Schema.";
        var names = type.Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
        SchemaScript[] scripts = [.. names.Select(name => new SchemaScript(NumberOf(name[prefix.Length..]), Read(type, name))).OrderBy(script => script.Number)];
        return scripts.Select(script => script.Number).SequenceEqual(Enumerable.Range(1, scripts.Length))
            ? scripts
            : throw new InvalidOperationException($"The scripts in {prefix} are not numbered 1, 2, 3.");
    }

    /// <summary>The scripts that a database still needs.</summary>
    /// <exception cref="StorageException">A newer release has upgraded the database.</exception>
    public static IReadOnlyList<SchemaScript> After(int version, IReadOnlyList<SchemaScript> all, string database) =>
        version <= all.Count
            ? [.. all.Skip(version)]
            : throw new StorageException(
                $"{database} has schema version {version}, this program knows {all.Count}: a newer release has upgraded it. Run that release, or restore a backup.");

    private static int NumberOf(string fileName) => int.Parse(fileName.AsSpan(0, fileName.IndexOf('-', StringComparison.Ordinal)));

    private static string Read(Type type, string name)
    {
        using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
