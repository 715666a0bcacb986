using CnnVulkan.Passes;
using CnnVulkan.Tests.Fuzz;

namespace CnnVulkan.Tests.Passes;

public sealed class MinimumCutTests
{
    [Fact]
    public void A_chain_is_cut_at_its_cheapest_edge()
    {
        var cut = Nodes(4);
        cut.Fix(0, source: true);
        cut.AddEdge(0, 1, 5);
        cut.AddEdge(1, 2, 3);
        cut.AddEdge(2, 3, 4);
        cut.Fix(3, source: false);
        Assert.Equal([true, true, false, false], cut.Solve());
    }

    [Fact]
    public void Of_cuts_that_cost_the_same_the_one_with_the_most_nodes_on_the_sinks_side_is_given()
    {
        var cut = Nodes(3);
        cut.Fix(0, source: true);
        cut.AddEdge(0, 1, 7);
        cut.AddEdge(1, 2, 7);
        cut.Fix(2, source: false);
        Assert.Equal([true, false, false], cut.Solve());
    }

    [Fact]
    public void What_nothing_holds_is_on_the_sinks_side() => Assert.Equal([false, false], Nodes(2).Solve());

    /// <summary>Against every division there is.</summary>
    [Fact]
    public void Random_graphs_are_cut_as_cheaply_as_can_be() => Dice.Play(400, seed =>
    {
        var dice = new Dice(seed);
        int count = dice.From(1, 8);
        var edges = new List<(int From, int To, long Cost)>();
        var cut = Nodes(count);
        var fixedTo = new Dictionary<int, bool>();
        for (int i = 0; i < count; i++)
        {
            if (dice.From(0, 3) == 0)
            {
                fixedTo[i] = dice.From(0, 1) == 0;
                cut.Fix(i, fixedTo[i]);
            }
        }
        for (int i = dice.From(0, 3 * count); i > 0; i--)
        {
            // Small numbers, so that many cuts cost the same; -1 is the sink.
            (int from, int to, long cost) = (dice.From(0, count - 1), dice.From(-1, count - 1), dice.From(0, 4));
            edges.Add((from, to, cost));
            if (to < 0)
                cut.AddSinkEdge(from, cost);
            else
                cut.AddEdge(from, to, cost);
        }
        bool[] solved = cut.Solve();
        long Cost(Func<int, bool> source) => fixedTo.Any(f => source(f.Key) != f.Value)
            ? long.MaxValue
            : edges.Where(e => source(e.From) && (e.To < 0 || !source(e.To))).Sum(e => e.Cost);
        var all = Enumerable.Range(0, 1 << count).Select(bits => (Bits: bits, Cost: Cost(i => (bits >> i & 1) == 1))).ToList();
        long least = all.Min(a => a.Cost);
        int fewest = all.Where(a => a.Cost == least).Min(a => System.Numerics.BitOperations.PopCount((uint)a.Bits));
        return Cost(i => solved[i]) == least && solved.Count(s => s) == fewest
            ? null
            : $"{string.Join(", ", solved)} costs {Cost(i => solved[i])}, the least is {least} with {fewest} nodes; {string.Join(" ", edges)}; {string.Join(" ", fixedTo)}";
    });

    /// <summary>Networks are deep: no recursion, and no time that grows with the square of them.</summary>
    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_cut()
    {
        const int Count = 100_000;
        var cut = Nodes(Count);
        cut.Fix(0, source: true);
        for (int i = 0; i + 1 < Count; i++)
            cut.AddEdge(i, i + 1, i == 70_000 ? 1 : 2);
        cut.Fix(Count - 1, source: false);
        Assert.Equal(70_001, cut.Solve().Count(s => s));
    }

    private static MinimumCut Nodes(int count)
    {
        var cut = new MinimumCut();
        for (int i = 0; i < count; i++)
            Assert.Equal(i, cut.AddNode());
        return cut;
    }
}
