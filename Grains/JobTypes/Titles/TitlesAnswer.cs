using OrleansAiJobs.Grains.JobTypes.Answers;

namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>
/// Finds the titles in an answer, finished or not: in JSON of the asked form, as a bare JSON list, or,
/// where there is no JSON, as a plain numbered or bulleted list.
/// </summary>
internal static class TitlesAnswer
{
    public static List<RawTitle> Read(string answer)
    {
        var body = AnswerBody.WithoutThoughts(answer);
        var titles = ReadJson(body);
        return titles.Count is 0 ? ReadList(body) : titles;
    }

    private static List<RawTitle> ReadJson(ReadOnlySpan<char> body)
    {
        List<RawTitle> titles = [];
        var reader = new AnswerJsonReader(body);
        var listDepth = 0;
        var key = "";
        while (reader.Read())
        {
            switch (reader.Token)
            {
                case AnswerJsonToken.ArrayStart when reader.Depth is 1 || Is(key, "titles"):
                    titles.Clear();
                    listDepth = reader.Depth;
                    break;
                case AnswerJsonToken.String when listDepth > 0 &&
                    (reader.Depth == listDepth || (reader.Depth == listDepth + 1 && Is(key, "title"))):
                    titles.Add(new RawTitle(reader.Text, reader.IsOpen ? TitleEnd.Missing : TitleEnd.Certain));
                    break;
                case AnswerJsonToken.End when reader.Depth < listDepth:
                    if (titles.Count > 0)
                    {
                        return titles;
                    }

                    listDepth = 0;
                    break;
            }

            key = reader.Token is AnswerJsonToken.Key && !reader.IsOpen ? reader.Text : "";
        }

        return titles;
    }

    private static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);

    // The first item tells what the list's items look like; anything else is talk around it or a note below an item.
    private static List<RawTitle> ReadList(ReadOnlySpan<char> body)
    {
        List<RawTitle> titles = [];
        var mark = ListMark.None;
        foreach (var range in body.Split('\n'))
        {
            var line = ListLine.Read(body[range]);
            if (line.Mark is not ListMark.None && (mark is ListMark.None || line.Mark == mark))
            {
                mark = line.Mark;
                var end = range.End.GetOffset(body.Length) == body.Length ? TitleEnd.Possible : TitleEnd.Certain;
                titles.Add(new RawTitle(SafeText.Clean(line.Text.ToString()), end));
            }
        }

        return titles;
    }
}
