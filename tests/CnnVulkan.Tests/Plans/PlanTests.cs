using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Plans;

public sealed class PlanTests
{
    [Fact]
    public void A_chain_ping_pongs_between_two_places_and_has_a_barrier_at_each_step()
    {
        Plan plan = Build([Fake("n1", "x", "a"), Fake("n2", "a", "b"), Fake("n3", "b", "c"), Fake("n4", "c", "y")], ["y"]);
        Assert.Equal(
            """
            %0 x Input Float32[4096] @0
            %1 a Activation Float32[4096] @16384
            %2 b Activation Float32[4096] @32768
            %3 c Activation Float32[4096] @16384
            %4 y Output Float32[4096] @32768
            fake1.f32 64x1 <0=64> r%0[0..16384) w%1[0..16384) {count=4096} # n1
            barrier
            fake1.f32 64x1 <0=64> r%1[0..16384) w%2[0..16384) {count=4096} # n2
            barrier
            fake1.f32 64x1 <0=64> r%2[0..16384) w%3[0..16384) {count=4096} # n3
            barrier
            fake1.f32 64x1 <0=64> r%3[0..16384) w%4[0..16384) {count=4096} # n4
            arena 49152, at least 49152
            """,
            plan.ToString());
    }

    [Fact]
    public void Branches_that_do_not_touch_each_other_need_no_barrier_between_them()
    {
        Plan plan = Build([Fake("n1", "x", "a"), Fake("left", "a", "b"), Fake("right", "a", "c"), Fake("join", ["b", "c"], "y")], ["y"]);
        Assert.Equal([false, true, false, true], plan.Dispatches.Select(d => d.BarrierBefore));
    }

    [Fact]
    public void Reusing_memory_that_is_still_being_read_needs_a_barrier()
    {
        // n3 writes where 'a' lay, which n2 reads: a hazard of memory, not of values.
        Plan plan = Build([Fake("n1", "x", "a"), Fake("n2", "a", "b"), Fake("n3", "x", "c"), Fake("n4", ["b", "c"], "y")], ["y"]);
        PlanTensor a = plan.Tensors.Single(t => t.Name == "a"), c = plan.Tensors.Single(t => t.Name == "c");
        Assert.Equal(a.ArenaOffset, c.ArenaOffset);
        Assert.True(plan.Dispatches[2].BarrierBefore);
    }

    [Fact]
    public void Kept_tensors_and_outputs_keep_their_memory_to_the_end()
    {
        Plan plan = Build([Fake("n1", "x", "a"), Fake("n2", "a", "b"), Fake("n3", "b", "c"), Fake("n4", "c", "y")], ["y", "a"]);
        PlanTensor a = plan.Outputs["a"].Tensor;
        Assert.All(plan.Tensors.Where(t => t != a), t => Assert.NotEqual(a.ArenaOffset, t.ArenaOffset));
    }

    [Fact]
    public void Random_graphs_never_let_two_live_tensors_overlap_and_stay_near_the_lower_bound()
    {
        var random = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            var nodes = new List<Node>();
            var shapes = new List<string> { "x" };
            for (int i = 0; i < 30; i++)
            {
                string[] inputs = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => shapes[Math.Max(0, shapes.Count - 1 - random.Next(6))])];
                nodes.Add(Fake($"n{i}", inputs, $"v{i}"));
                shapes.Add($"v{i}");
            }
            Plan plan = Build(nodes, [$"v{nodes.Count - 1}"]);
            AssertNoOverlap(plan);
            Assert.True(plan.ArenaBytes <= plan.LowerBoundBytes * 1.1, $"{plan.ArenaBytes} against {plan.LowerBoundBytes}");
        }
    }

    [Fact]
    public void A_binding_larger_than_the_device_allows_is_refused_with_numbers()
    {
        var limits = new DeviceLimits { MaxStorageBufferRange = 4096 };
        var error = Assert.Throws<ShapeException>(() => Build([Fake("n1", "x", "y")], ["y"], limits));
        Assert.Contains("16,384 bytes", error.Message);
        Assert.Contains("4,096", error.Message);
        Assert.Contains("'n1'", error.Message);
    }

    [Fact]
    public void Many_workgroups_are_folded_into_what_the_device_allows()
    {
        var limits = new DeviceLimits { MaxWorkgroupCount = (10, 10) };
        Plan plan = Build([Fake("n1", "x", "y")], ["y"], limits);
        Dispatch dispatch = plan.Dispatches[0];
        Assert.InRange(dispatch.GroupsX, 1u, 10u);
        Assert.InRange(dispatch.GroupsX * dispatch.GroupsY, 64u, 74u);
    }

    private static void AssertNoOverlap(Plan plan)
    {
        var life = new Dictionary<PlanTensor, (int First, int Last)>();
        for (int i = 0; i < plan.Dispatches.Length; i++)
        {
            foreach (Access access in plan.Dispatches[i].Bindings)
                life[access.Tensor] = (life.TryGetValue(access.Tensor, out var l) ? l.First : i, i);
        }
        PlanTensor[] tensors = [.. life.Keys];
        foreach (PlanTensor a in tensors)
        {
            foreach (PlanTensor b in tensors.Where(b => b.Id > a.Id && life[a].First <= life[b].Last && life[b].First <= life[a].Last))
                Assert.True(a.ArenaOffset + a.Bytes <= b.ArenaOffset || b.ArenaOffset + b.Bytes <= a.ArenaOffset, $"{a} overlaps {b}");
        }
    }

    private static Node Fake(string name, string input, string output) => Fake(name, [input], output);

    private static Node Fake(string name, string[] inputs, string output) => new(name, new FakeOperator(), [.. inputs], [output]);

    private static Plan Build(IEnumerable<Node> nodes, string[] outputs, DeviceLimits? limits = null)
    {
        var graph = new Graph("test", [new GraphInput("x", ElementType.Float32, [4096])], outputs, nodes, new Dictionary<string, Tensor>());
        var inputs = new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(4096), ElementType.Float32) };
        return new Planner(new DeviceProfile { Limits = limits ?? new DeviceLimits() }).Lower(Planner.Simplify(graph, inputs));
    }
}
