namespace CnnVulkan.Passes;

/// <summary>
/// Divides nodes between a source and a sink so that the edges from the source's side to the sink's cost the least (Ford and Fulkerson 1956), by
/// Dinic's algorithm (1970). Of cuts that cost the same it gives the one with the most nodes on the sink's side.
/// </summary>
internal sealed class MinimumCut
{
    /// <summary>An edge that no cut goes through.</summary>
    public const long Infinite = long.MaxValue / 4;

    private const int Source = 0, Sink = 1;
    private readonly List<List<int>> _edgesOf = [[], []];
    private readonly List<int> _to = [];
    private readonly List<long> _left = [];

    /// <summary>Adds a node and gives its number, from 0 on.</summary>
    public int AddNode()
    {
        _edgesOf.Add([]);
        return _edgesOf.Count - 3;
    }

    /// <summary>Puts a node on one side.</summary>
    public void Fix(int node, bool source)
    {
        if (source)
            Add(Source, node + 2, Infinite);
        else
            Add(node + 2, Sink, Infinite);
    }

    /// <summary>Adds a cost for one node on the source's side while another is on the sink's.</summary>
    public void AddEdge(int from, int to, long cost) => Add(from + 2, to + 2, cost);

    /// <summary>Adds a cost for a node on the source's side.</summary>
    public void AddSinkEdge(int from, long cost) => Add(from + 2, Sink, cost);

    /// <summary>For each node whether it is on the source's side.</summary>
    public bool[] Solve()
    {
        int[] level = Levels();
        while (level[Sink] >= 0)
        {
            var next = new int[_edgesOf.Count];
            while (Push(level, next) > 0)
            {
            }
            level = Levels();
        }
        return [.. level.Skip(2).Select(l => l >= 0)];
    }

    private void Add(int from, int to, long cost)
    {
        _edgesOf[from].Add(_to.Count);
        _to.Add(to);
        _left.Add(cost);
        _edgesOf[to].Add(_to.Count);
        _to.Add(from);
        _left.Add(0);
    }

    /// <summary>Distances from the source over edges that have something left; -1 where none lead.</summary>
    private int[] Levels()
    {
        var level = new int[_edgesOf.Count];
        Array.Fill(level, -1);
        level[Source] = 0;
        var queue = new Queue<int>([Source]);
        while (queue.Count > 0)
        {
            int node = queue.Dequeue();
            foreach (int edge in _edgesOf[node])
            {
                if (_left[edge] > 0 && level[_to[edge]] < 0)
                {
                    level[_to[edge]] = level[node] + 1;
                    queue.Enqueue(_to[edge]);
                }
            }
        }
        return level;
    }

    /// <summary>Pushes what one path from source to sink can carry; 0 where there is none. Without recursion: networks are deep.</summary>
    private long Push(int[] level, int[] next)
    {
        var path = new Stack<int>();
        int node = Source;
        while (node != Sink)
        {
            List<int> edges = _edgesOf[node];
            while (next[node] < edges.Count && (_left[edges[next[node]]] == 0 || level[_to[edges[next[node]]]] != level[node] + 1))
                next[node]++;
            if (next[node] < edges.Count)
            {
                path.Push(edges[next[node]]);
                node = _to[edges[next[node]]];
            }
            else if (path.Count == 0)
                return 0;
            else
            {
                node = _to[path.Pop() ^ 1];
                next[node]++;
            }
        }
        long least = path.Min(edge => _left[edge]);
        foreach (int edge in path)
        {
            _left[edge] -= least;
            _left[edge ^ 1] += least;
        }
        return least;
    }
}
