using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Fuzz;

/// <summary>
/// Every operator of the catalogue with inputs it was not made for: scalars, empty tensors, wrong ranks, types and numbers of inputs, odd
/// axes and pads. It is planned or folded, or refused with an error that names the node; nothing else may happen.
/// </summary>
public sealed class HostileOperatorTests
{
    private static readonly int[][] Shapes =
        [[], [0], [1], [3], [4], [0, 3], [2, 0], [2, 3], [1, 4, 5], [0, 3, 4, 4], [1, 0, 4, 4], [2, 4, 0, 4], [1, 4, 6, 6], [2, 4, 3, 5], [4, 4, 1, 1], [1, 2, 1, 3, 2], [2, 1, 2, 1, 3, 2]];

    private static readonly string[] Types = [.. OperatorCatalog.Factories.Keys.OrderBy(k => k, StringComparer.Ordinal)];

    [Fact]
    public void No_input_makes_an_operator_fail_but_with_its_own_error() => Dice.Play(4000, seed =>
    {
        var dice = new Dice(seed);
        string type = Types[seed % Types.Length];
        string about = type;
        try
        {
            TensorInfo?[] inputs = [.. Enumerable.Range(0, dice.From(1, 5)).Select(_ => Input(dice))];
            var attributes = Attributes(dice);
            int opset = dice.Pick([1, 6, 9, 11, 13, 18, 21]);
            about = $"{type} of opset {opset} ({string.Join(", ", inputs.Select(Describe))}) {{{string.Join(", ", attributes.Select(a => a.Key))}}}";
            Operator op = OperatorCatalog.Factories[type](new NodeAttributes("n", opset, inputs.Length, 1, attributes));
            Run(op, inputs, dice.From(1, 2), new DeviceLimits { MaxStorageBufferRange = dice.Pick([1 << 27, 4096]) });
            return null;
        }
        // What a file's reader makes errors of: a malformed node, and one that is not supported.
        catch (Exception error) when (error is ShapeException or ModelFormatException or NotSupportedException)
        {
            return null;
        }
        catch (Exception error)
        {
            return $"{about}\n{error}";
        }
    });

    private static void Run(Operator op, TensorInfo?[] inputs, int outputs, DeviceLimits limits)
    {
        string[] names = [.. inputs.Select((input, i) => input is null ? "" : $"x{i}")];
        string[] written = [.. Enumerable.Range(0, outputs).Select(i => $"y{i}")];
        var fed = inputs.Select((info, i) => (info, name: names[i])).Where(i => i.info is { Value: null }).ToDictionary(i => i.name, i => i.info!);
        var constants = inputs.Select((info, i) => (info, name: names[i])).Where(i => i.info?.Value is not null).ToDictionary(i => i.name, i => i.info!.Value!);
        var graph = new Graph("hostile", fed.Select(f => new GraphInput(f.Key, f.Value.ElementType, [.. f.Value.Shape.Dimensions.Select(d => (int?)d)])), written,
            [new Node("n", op, [.. names], [.. written])], constants);
        new Planner(new DeviceProfile { Limits = limits }).Lower(Planner.Simplify(graph, fed));
    }

    private static TensorInfo? Input(Dice dice)
    {
        int[] shape = dice.Chance(0.5) ? dice.Pick(Shapes) : dice.Several(dice.From(0, 4), 1, 4);
        return dice.From(0, 9) switch
        {
            0 => null,
            1 => new TensorInfo(new TensorShape(shape), dice.Pick([ElementType.Int32, ElementType.Int64, ElementType.Bool])),
            2 or 3 => TensorInfo.Of(TestData.Longs([.. dice.Several(dice.From(0, 5), -3, 4).Select(v => (long)v)])),
            4 => TensorInfo.Of(dice.Tensor(shape)),
            5 => TensorInfo.Of(new Tensor<long>(TensorShape.Scalar, [dice.From(-2, 3)])),
            _ => new TensorInfo(new TensorShape(shape), ElementType.Float32),
        };
    }

    private static Dictionary<string, object> Attributes(Dice dice)
    {
        var attributes = new Dictionary<string, object>();
        void May(string name, object value)
        {
            if (dice.Chance(0.25))
                attributes[name] = value;
        }
        long[] Few() => [.. dice.Several(dice.From(0, 4), -2, 4).Select(v => (long)v)];
        foreach (string name in new[] { "axes", "pads", "kernel_shape", "strides", "dilations", "perm", "split", "output_shape", "output_padding", "starts", "ends", "shape" })
            May(name, Few());
        foreach (string name in new[]
            { "axis", "group", "keepdims", "blocksize", "batch_dims", "k", "size", "num_groups", "to", "ceil_mode", "p", "noop_with_empty_axes", "num_outputs", "pieces", "broadcast" })
            May(name, (long)dice.From(-2, 4));
        May("auto_pad", dice.Pick(["SAME_UPPER", "SAME_LOWER", "VALID"]));
        May("mode", dice.Pick(["linear", "cubic", "edge", "reflect", "wrap", "CRD"]));
        May("coordinate_transformation_mode", dice.Pick(["align_corners", "tf_crop_and_resize"]));
        May("direction", "LEFT");
        return attributes;
    }

    private static string Describe(TensorInfo? input) => input is null ? "none" : input.Value is null ? $"{input}"
        : $"{input} [{string.Join(", ", input.Value.ToFloatArray().Take(8))}]";
}
