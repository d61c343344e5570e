using System.Diagnostics.CodeAnalysis;

namespace OrleansAiJobs.Grains.Running;

/// <summary>A first-in-first-out queue for each user, served round robin, so that one user's thousand jobs delay nobody else's one.</summary>
/// <typeparam name="T">What waits.</typeparam>
internal sealed class FairQueue<T>
{
    private readonly LinkedList<Line> _rotation = [];
    private readonly Dictionary<Guid, LinkedListNode<Line>> _lines = [];
    private readonly Dictionary<Guid, LinkedListNode<Entry>> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Puts the item at the end of its user's line.</summary>
    /// <exception cref="ArgumentException">The id waits already.</exception>
    public void Add(Guid userId, Guid id, T item)
    {
        var entry = new LinkedListNode<Entry>(new Entry(userId, id, item));
        _entries.Add(id, entry);
        if (!_lines.TryGetValue(userId, out var line))
        {
            line = _rotation.AddLast(new Line(userId, []));
            _lines.Add(userId, line);
        }

        line.Value.Entries.AddLast(entry);
    }

    /// <summary>Takes the first item of the next user who may have one; that user goes to the end of the rotation.</summary>
    public bool TryTake(Func<Guid, bool> mayHaveOne, out Guid userId, [MaybeNullWhen(false)] out T item)
    {
        for (var line = _rotation.First; line is not null; line = line.Next)
        {
            if (mayHaveOne(line.Value.UserId))
            {
                var entry = line.Value.Entries.First!;
                userId = entry.Value.UserId;
                item = entry.Value.Item;
                _rotation.Remove(line);
                _rotation.AddLast(line);
                Remove(entry);
                return true;
            }
        }

        userId = default;
        item = default;
        return false;
    }

    /// <summary>How many items could be taken if each user may have so many.</summary>
    public int CountUpTo(Func<Guid, int> most) => _rotation.Sum(line => Math.Clamp(most(line.UserId), 0, line.Entries.Count));

    /// <summary>Takes an item out of its line; false when it does not wait (any more).</summary>
    public bool Remove(Guid id)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            return false;
        }

        Remove(entry);
        return true;
    }

    /// <summary>
    /// Which item this is in the order of service, from 1; null when it does not wait.
    /// Counts as if every user might always have one; costs a step for each waiting user.
    /// </summary>
    public int? PositionOf(Guid id)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            return null;
        }

        var round = RoundOf(entry);
        var position = round + 1;
        var ahead = true;
        foreach (var line in _rotation)
        {
            if (line.UserId == entry.Value.UserId)
            {
                ahead = false;
                continue;
            }

            position += Math.Min(line.Entries.Count, ahead ? round + 1 : round);
        }

        return position;
    }

    private static int RoundOf(LinkedListNode<Entry> entry)
    {
        var round = 0;
        for (var before = entry.Previous; before is not null; before = before.Previous)
        {
            round++;
        }

        return round;
    }

    private void Remove(LinkedListNode<Entry> entry)
    {
        var line = _lines[entry.Value.UserId];
        line.Value.Entries.Remove(entry);
        _entries.Remove(entry.Value.Id);
        if (line.Value.Entries.Count == 0)
        {
            _rotation.Remove(line);
            _lines.Remove(entry.Value.UserId);
        }
    }

    private sealed record Entry(Guid UserId, Guid Id, T Item);

    private sealed record Line(Guid UserId, LinkedList<Entry> Entries);
}
