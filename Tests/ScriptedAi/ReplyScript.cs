namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>Which reply is whose: rules by predicate first, in the order of their making, then the queue, then the default.</summary>
internal sealed class ReplyScript
{
    private readonly Lock _lock = new();
    private readonly List<(Func<AiRequest, bool> Matches, Queue<AiReply> Replies)> _rules = [];
    private readonly Queue<AiReply> _queue = new();
    private AiReply _default = new();

    public AiReply Default
    {
        get
        {
            lock (_lock)
            {
                return _default;
            }
        }

        set
        {
            lock (_lock)
            {
                _default = value;
            }
        }
    }

    public void Enqueue(IEnumerable<AiReply> replies)
    {
        lock (_lock)
        {
            foreach (var reply in replies)
            {
                _queue.Enqueue(reply);
            }
        }
    }

    public void When(Func<AiRequest, bool> matches, IEnumerable<AiReply> replies)
    {
        lock (_lock)
        {
            _rules.Add((matches, new Queue<AiReply>(replies)));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            _queue.Clear();
        }
    }

    public AiReply Take(AiRequest request)
    {
        lock (_lock)
        {
            foreach (var (matches, replies) in _rules)
            {
                if (replies.Count > 0 && matches(request))
                {
                    return replies.Dequeue();
                }
            }

            return _queue.TryDequeue(out var next) ? next : _default;
        }
    }
}
