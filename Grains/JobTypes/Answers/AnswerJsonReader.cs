namespace OrleansAiJobs.Grains.JobTypes.Answers;

/// <summary>
/// Reads the JSON in an AI's answer, which may be cut off anywhere, have text around it, and break the grammar.
/// One pass without recursion, so neither length nor depth can hurt; never throws.
/// </summary>
internal ref struct AnswerJsonReader(ReadOnlySpan<char> answer)
{
    private readonly ReadOnlySpan<char> _answer = answer;
    private readonly Stack<bool> _inObject = new();
    private int _next;
    private bool _expectsKey;

    public AnswerJsonToken Token { get; private set; }

    /// <summary>The text of a key or string, its escapes resolved.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether the answer ends within the key or string.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How many objects and arrays surround the token; a start counts itself, an end does not.</summary>
    public readonly int Depth => _inObject.Count;

    /// <summary>Whether the innermost thing around the token is an object.</summary>
    public readonly bool IsInObject => _inObject.TryPeek(out var inObject) && inObject;

    /// <summary>Whether JSON that is worth reading seems to begin here; true also when the answer ends too early to tell.</summary>
    public static bool BeginsAt(ReadOnlySpan<char> answer, int at)
    {
        if (at >= answer.Length || answer[at] is not ('{' or '['))
        {
            return false;
        }

        var rest = answer[(at + 1)..].TrimStart();
        return rest.IsEmpty || (answer[at] is '{' ? rest[0] is '"' or '}' : rest[0] is '"' or '{' or '[' or ']');
    }

    /// <summary>Goes on to the next token; false at the end.</summary>
    public bool Read()
    {
        while (_next < _answer.Length)
        {
            if (Depth is 0 ? ReadOutside() : ReadInside())
            {
                return true;
            }
        }

        return false;
    }

    private bool ReadOutside()
    {
        var start = _answer[_next..].IndexOfAny('{', '[');
        if (start < 0)
        {
            _next = _answer.Length;
            return false;
        }

        _next += start;
        if (BeginsAt(_answer, _next))
        {
            return ReadInside();
        }

        _next++;
        return false;
    }

    private bool ReadInside()
    {
        var character = _answer[_next++];
        switch (character)
        {
            case '{' or '[':
                _inObject.Push(character is '{');
                _expectsKey = character is '{';
                Token = character is '{' ? AnswerJsonToken.ObjectStart : AnswerJsonToken.ArrayStart;
                return true;
            case '}' or ']':
                _inObject.Pop();
                _expectsKey = false;
                Token = AnswerJsonToken.End;
                return true;
            case '"':
                ReadText();
                return true;
            default:
                _expectsKey = character is ',' ? IsInObject : character is not ':' && _expectsKey;
                return false;
        }
    }

    private void ReadText()
    {
        var end = AnswerJsonText.FindEnd(_answer, _next);
        IsOpen = end < 0;
        Text = AnswerJsonText.Unescape(_answer[_next..(IsOpen ? _answer.Length : end)]);
        Token = _expectsKey ? AnswerJsonToken.Key : AnswerJsonToken.String;
        _next = IsOpen ? _answer.Length : end + 1;
    }
}
