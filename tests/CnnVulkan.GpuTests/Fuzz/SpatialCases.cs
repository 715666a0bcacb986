using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Fuzz;
using static CnnVulkan.GpuTests.Fuzz.OperatorFuzzTests;

namespace CnnVulkan.GpuTests.Fuzz;

/// <summary>Windows that slide: convolutions, pools, resizing.</summary>
internal static class SpatialCases
{
    public static readonly Action<Dice>[] All = [Conv, Conv, Conv, ConvTranspose, Pool, Pool, Pool, Resize, Resize];

    private static void Conv(Dice dice)
    {
        int rank = dice.Pick([1, 2, 2, 2, 3]), group = dice.Pick([1, 1, 2, 3]), groupInputs = dice.Pick([1, 1, 2, 5]), groupOutputs = dice.Pick([1, 2, 3, 9]);
        int[] shape = [dice.From(1, 3), group * groupInputs, .. dice.Several(rank, 1, 9)];
        var (window, attributes) = Window(dice, shape, ceil: false);
        Tensor<float> x = dice.Tensor(shape), w = dice.Tensor([group * groupOutputs, groupInputs, .. window.Kernel]);
        Tensor<float>? bias = dice.Chance(0.5) ? dice.Tensor(group * groupOutputs) : null;
        if (Empty(window, x))
            return;
        Operator op = Make("Conv", dice.Pick([1, 11]), 3, 1, [.. attributes, ("group", (long)group)]);
        OperatorHarness.Check(op, [x, w, bias], [ConvReference.Run(x, w, bias, window, group)], dice.Chance(0.6) ? [1, 2] : null);
    }

    private static void ConvTranspose(Dice dice)
    {
        int rank = dice.Pick([1, 2, 2, 3]), group = dice.Pick([1, 1, 2]), groupInputs = dice.Pick([1, 2, 5]), groupOutputs = dice.Pick([1, 3, 5]);
        int[] shape = [dice.From(1, 2), group * groupInputs, .. dice.Several(rank, 1, 6)];
        int[] kernel = dice.Several(rank, 1, 4), strides = dice.Several(rank, 1, 3), dilations = dice.Several(rank, 1, 2);
        int[] begin = dice.Several(rank, 0, 1), end = dice.Several(rank, 0, 1), extra = strides.Select(s => dice.From(0, s - 1)).ToArray();
        int[] output = Enumerable.Range(0, rank)
            .Select(i => strides[i] * (shape[i + 2] - 1) + extra[i] + (kernel[i] - 1) * dilations[i] + 1 - begin[i] - end[i]).ToArray();
        if (output.Any(o => o < 1))
            return;
        Tensor<float> x = dice.Tensor(shape), w = dice.Tensor([group * groupInputs, groupOutputs, .. kernel]);
        Tensor<float>? bias = dice.Chance(0.5) ? dice.Tensor(group * groupOutputs) : null;
        Operator op = Make("ConvTranspose", 11, 3, 1, ("strides", Longs(strides)), ("pads", Longs([.. begin, .. end])), ("dilations", Longs(dilations)),
            ("output_padding", Longs(extra)), ("group", (long)group));
        var window = new SpatialWindow(kernel, strides, begin, end, dilations);
        OperatorHarness.Check(op, [x, w, bias], [ConvTransposeReference.Run(x, w, bias, window, output, group)]);
    }

    private static void Pool(Dice dice)
    {
        int[] shape = [dice.From(1, 2), dice.Pick([1, 3, 5]), .. dice.Several(dice.Pick([1, 2, 2, 3]), 1, 9)];
        var (window, attributes) = Window(dice, shape, ceil: true);
        Tensor<float> x = dice.Tensor(shape);
        // Where a window sees nothing but padding there is nothing to agree on.
        bool seesNothing = Empty(window, x) || MultiIndex.All(new TensorShape(window.OutputOf(x.Shape)))
            .Any(place => !window.TapsAt(place).Any(t => SpatialWindow.Inside(x.Shape, t.At)));
        if (seesNothing)
            return;
        bool flag = dice.Chance(0.5);
        int p = dice.From(1, 3);
        switch (dice.From(0, 2))
        {
            case 0:
                var (values, indices) = PoolReference.Max(x, window, flag);
                OperatorHarness.Check(Make("MaxPool", 12, 1, 2, [.. attributes, ("storage_order", flag ? 1L : 0L)]), [x], [values, indices], float16: false);
                break;
            case 1:
                OperatorHarness.Check(Make("AveragePool", 19, 1, 1, [.. attributes, ("count_include_pad", flag ? 1L : 0L)]), [x], [PoolReference.Average(x, window, flag)]);
                break;
            default:
                OperatorHarness.Check(Make("LpPool", 18, 1, 1, [.. attributes, ("p", (long)p)]), [x], [PoolReference.Lp(x, window, p)]);
                break;
        }
    }

    /// <summary>A window over an input, in plain numbers and as attributes, padding worked out by the operator now and then.</summary>
    private static (SpatialWindow Window, (string, object?)[] Attributes) Window(Dice dice, int[] shape, bool ceil)
    {
        int rank = shape.Length - 2;
        int[] kernel = dice.Several(rank, 1, 4), strides = dice.Several(rank, 1, 3), dilations = dice.Several(rank, 1, dice.Chance(0.4) ? 3 : 1);
        int[] begin = dice.Several(rank, 0, 2), end = dice.Several(rank, 0, 2);
        bool up = ceil && dice.Chance(0.5);
        string auto = dice.Pick(["NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"]);
        if (auto != "NOTSET")
            (begin, end, up) = (new int[rank], new int[rank], false);
        for (int i = 0; i < rank && auto.StartsWith("SAME", StringComparison.Ordinal); i++)
        {
            int outputs = (shape[i + 2] + strides[i] - 1) / strides[i];
            int total = Math.Max((outputs - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1 - shape[i + 2], 0);
            (begin[i], end[i]) = auto == "SAME_UPPER" ? (total / 2, total - total / 2) : (total - total / 2, total / 2);
        }
        return (new SpatialWindow(kernel, strides, begin, end, dilations, up),
        [
            ("kernel_shape", Longs(kernel)), ("strides", Longs(strides)), ("dilations", Longs(dilations)), ("auto_pad", auto),
            ("pads", auto == "NOTSET" ? Longs([.. begin, .. end]) : null), ("ceil_mode", up ? 1L : null),
        ]);
    }

    private static bool Empty(SpatialWindow window, Tensor<float> x) => window.OutputOf(x.Shape).Any(o => o < 1);

    private static void Resize(Dice dice)
    {
        int[] shape = dice.Several(dice.From(1, 4), 1, 6);
        string mode = dice.Pick(["nearest", "linear", "cubic"]);
        string coordinates = dice.Pick(["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_crop_and_resize"]);
        bool antialias = mode != "nearest" && dice.Chance(0.3), outside = mode == "cubic" && dice.Chance(0.5);
        string nearest = dice.Pick(["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]);
        // Sixteenths are exact, so that ties are ties for both sides.
        float[] scales = shape.Select(_ => dice.Chance(0.3) ? 1 : dice.From(4, 48) / 16f).ToArray();
        int[] sizes = shape.Select((d, i) => (int)MathF.Floor(d * scales[i])).ToArray();
        if (sizes.Any(s => s < 1))
            return;
        float[] roi = [.. shape.Select(_ => dice.From(-4, 4) / 8f), .. shape.Select(_ => dice.From(5, 12) / 8f)];
        bool region = coordinates == "tf_crop_and_resize";
        Tensor<float> x = dice.Tensor(shape);
        var reference = new ResizeReference
        {
            Mode = mode,
            Coordinates = coordinates,
            Nearest = nearest,
            Antialias = antialias,
            ExcludeOutside = outside,
            Extrapolation = 0.75f,
        };
        Tensor<float> expected = reference.Run(x, sizes, scales.Select(s => (double)s).ToArray(), region ? roi.Select(r => (double)r).ToArray() : null);
        Operator op = Make("Resize", 19, 3, 1, ("mode", mode), ("coordinate_transformation_mode", coordinates), ("nearest_mode", nearest),
            ("antialias", antialias ? 1L : 0L), ("exclude_outside", outside ? 1L : 0L), ("extrapolation_value", 0.75f));
        OperatorHarness.Check(op, [x, region ? new Tensor<float>(new TensorShape(roi.Length), roi) : null, new Tensor<float>(new TensorShape(scales.Length), scales)],
            [expected], [1, 2]);
    }
}
