using CnnVulkan.Graphs;

namespace CnnVulkan.Tests.Operators;

/// <summary>The library's own operators leave nothing about themselves to a default, which is for layers that users write.</summary>
public sealed class OperatorFactsTests
{
    [Theory]
    [InlineData(nameof(Operator.FieldStep))]
    [InlineData(nameof(Operator.Operations))]
    [InlineData(nameof(Operator.Kind))]
    public void Every_operator_says_it_itself(string member)
    {
        IEnumerable<Type> silent = typeof(Operator).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && Declarer(t, member) == typeof(Operator));
        Assert.True(!silent.Any(), $"These say nothing of {member}: {string.Join(", ", silent.Select(t => t.Name))}.");
    }

    [Fact]
    public void A_layer_that_says_nothing_is_seen_to_say_nothing()
    {
        Assert.Equal(typeof(Operator), Declarer(typeof(Silent), nameof(Operator.FieldStep)));
        Assert.Equal(typeof(Operator), Declarer(typeof(Silent), nameof(Operator.Kind)));
    }

    [Fact]
    public void A_layer_that_says_nothing_sees_everything_and_costs_twice_its_multiply_adds()
    {
        Analysis.SmallNetwork network = new Analysis.SmallNetwork(1, 2, 4, 6).Add("silent", new Silent(), "picture");
        Assert.True(network.Field.SeesAll);
        LayerSummary layer = network.Summary.Layers[^1];
        Assert.Equal((96, "", "silent"), (layer.Cost.Flops, layer.Window, new Silent().Label));
        Assert.Equal(OperatorKind.Other, new Silent().Kind);
    }

    /// <summary>Normalisations over a part of the input once counted as nothing.</summary>
    [Fact]
    public void Norms_and_searches_are_counted()
    {
        TensorInfo[] info = [new(new TensorShape(2, 3, 4), ElementType.Float32)];
        Assert.Equal(72, OneNode.Make("LpNormalization", 13).Operations(info, info));
        Assert.Equal(24, OneNode.Make("TopK", 13).Operations(info, [new(new TensorShape(2, 3, 1), ElementType.Float32)]));
    }

    [Fact]
    public void Shapes_of_a_picture_do_not_depend_on_its_pixels()
    {
        Analysis.SmallNetwork network = new Analysis.SmallNetwork(1, 2, 4, 6).Add("shape", OneNode.Make("Shape", 13), "picture");
        Assert.False(network.Fields.ContainsKey("shape"));
    }

    private static Type? Declarer(Type type, string member)
        => (type.GetMethod(member) ?? type.GetProperty(member)?.GetMethod)?.DeclaringType;

    private sealed class Silent : Operator
    {
        public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

        public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => outputs[0].Shape.Count;

        public override void Lower(LoweringContext context) => context.SetOutputView(0, context.Input(0));
    }
}
