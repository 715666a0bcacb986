using CnnVulkan.Graphs;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Plans;

public class SlicePlanTests
{
    [Theory]
    [InlineData(0, 1, 2, 3, 4)]
    [InlineData(1, 1, 2, 3, 4)]
    [InlineData(3, 2, 3, 4)]
    [InlineData(5.9, 2, 3, 4)]
    [InlineData(7, 2, 4)]
    [InlineData(100, 4)]
    public void A_slice_fits_the_budget_or_is_one_dispatch(double budget, params int[] expected)
    {
        double[] costs = [1, 2, 5, 2];
        var ends = new List<int>();
        for (int start = 0; start < costs.Length; start = ends[^1])
            ends.Add(SlicePlan.End(costs, start, budget));
        Assert.Equal(expected, ends);
    }

    [Fact]
    public void Nothing_to_run_is_an_end() => Assert.Equal(0, SlicePlan.End([], 0, 1));

    [Fact]
    public void A_dispatch_costs_its_arithmetic_or_its_bytes()
    {
        Model model = NetworkCatalog.Create("alexnet");
        var traits = new DeviceTraits();
        Plan plan = new Planner(new DeviceProfile()).Lower(Planner.Simplify(model.Graph, new Dictionary<string, TensorInfo> { ["input"] = Shape(model) }));
        Dispatch convolution = plan.Dispatches.MaxBy(d => d.MultiplyAdds)!, dense = plan.Dispatches.Last(d => d.MultiplyAdds > 10_000_000);
        // Per multiply-add, weights used once cost more than weights used at every place.
        Assert.True(Cost(dense, traits) / dense.MultiplyAdds > 2 * Cost(convolution, traits) / convolution.MultiplyAdds);
        Assert.True(Cost(convolution, traits with { IsCpu = true }) > 10 * Cost(convolution, traits));
    }

    private static double Cost(Dispatch dispatch, DeviceTraits traits) => DispatchCost.Milliseconds(dispatch, traits);

    private static TensorInfo Shape(Model model)
        => new(new TensorShape([1, .. model.Inputs[0].Dimensions.Skip(1).Select(d => d!.Value)]), ElementType.Float32);
}
