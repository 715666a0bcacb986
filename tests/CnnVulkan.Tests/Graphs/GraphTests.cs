using CnnVulkan.Graphs;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Graphs;

public sealed class GraphTests
{
    [Fact]
    public void Nodes_in_any_order_are_sorted()
    {
        Graph graph = Make([Node("second", "a", "y"), Node("first", "x", "a")], "y");
        Assert.Equal(["first", "second"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_cycle_is_refused_and_names_its_nodes()
    {
        var error = Assert.Throws<ModelFormatException>(() => Make([Node("p", "b", "a"), Node("q", "a", "b")], "b"));
        Assert.Contains("cycle", error.Message);
        Assert.Contains("'p'", error.Message);
    }

    [Fact]
    public void A_value_nothing_writes_is_refused()
        => Assert.Contains("reads 'ghost'", Assert.Throws<ModelFormatException>(() => Make([Node("p", "ghost", "y")], "y")).Message);

    [Fact]
    public void A_value_written_twice_is_refused()
        => Assert.Contains("already has a value", Assert.Throws<ModelFormatException>(() => Make([Node("p", "x", "y"), Node("q", "x", "y")], "y")).Message);

    [Fact]
    public void A_missing_output_is_refused()
        => Assert.Contains("'z'", Assert.Throws<ModelFormatException>(() => Make([Node("p", "x", "y")], "z")).Message);

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_does_not_overflow_the_stack()
    {
        IEnumerable<Node> nodes = Enumerable.Range(0, 100_000).Select(i => Node($"n{i}", i == 0 ? "x" : $"v{i - 1}", $"v{i}")).Reverse();
        Assert.Equal(100_000, Make(nodes, "v99999").Nodes.Length);
    }

    private static Node Node(string name, string input, string output) => new(name, new FakeOperator(), [input], [output]);

    private static Graph Make(IEnumerable<Node> nodes, string output)
        => new("test", [new GraphInput("x", ElementType.Float32, [4])], [output], nodes, new Dictionary<string, Tensor>());
}
