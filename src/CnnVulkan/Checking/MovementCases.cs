using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Checking;

/// <summary>Kernels that move elements, from layout to layout and from place to place, and those that make a picture ready.</summary>
internal static class MovementCases
{
    private const string Movement = "movement";

    public static void Add(CheckCaseList list)
    {
        Tensor<float> x = KnownAnswers.Numbers(1, 3, 2, 5, 7, 6);
        AddLayouts(list, x);
        AddPlaces(list, x);
        AddSamples(list, x);
        PreprocessCase.Add(list);
    }

    private static void AddLayouts(CheckCaseList list, Tensor<float> x)
    {
        list.Add("change of layout", new ChangeLayout(Layout.Nchw, Layout.Nc4hw), [x], [x]);
        list.Add("change of layout", new ChangeLayout(Layout.Nc4hw, Layout.Nchw), [x], [x]);
    }

    private static void AddPlaces(CheckCaseList list, Tensor<float> x)
    {
        Tensor integers = x.ConvertTo(ElementType.Int32);
        Tensor<long> places = TensorFactory.Longs([4, 0, 2]);
        Tensor<long> each = (Tensor<long>)KnownAnswers.Each(x.Shape, p => (p[0] + 2 * p[2] + p[3]) % 5).ConvertTo(ElementType.Int64);
        var pairs = new Tensor<long>(new TensorShape(3, 2), [1, 4, 0, 2, 1, 0]);
        Known(new Transpose([0, 2, 3, 1]), [x]);
        Known(new Transpose([3, 1, 0, 2]), [integers]);
        Known(new Slice([1, 2], [4, 6], [1, 2]), [x]);
        Known(new Concat(1), [x, x]);
        Known(new Pad(PadMode.Constant, [0, 0, 1, 0, 0, 0, 2, 1], 1), [x]);
        Known(new Gather(1), [x, places]);
        Known(new GatherElements(1), [x, each]);
        Known(new GatherND(0), [x, pairs]);
        var depth = new Tensor<long>(new TensorShape(1), [6]);
        var values = new Tensor<float>(new TensorShape(2), [1, 3]);
        list.Add(Movement, new OneHot(-1), [places, depth, values], [KnownAnswers.Each(new TensorShape(3, 6), p => places.Data[p[0]] == p[1] ? 3 : 1)], constants: [1]);

        void Known(Operator op, Tensor[] inputs) => list.Add(Movement, op, inputs, KnownAnswers.Evaluate(op, inputs));
    }

    private static void AddSamples(CheckCaseList list, Tensor<float> x)
    {
        var doubled = new TensorShape(2, 5, 14, 12);
        var nearest = new ResizeOptions { Mode = ResizeMode.Nearest, Coordinates = CoordinateMode.Asymmetric, Nearest = NearestMode.Floor };
        list.Add("resize", new Resize(nearest, [1, 1, 2, 2]), [x], [KnownAnswers.Each(doubled, p => x.At(p[0], p[1], p[2] / 2, p[3] / 2))]);
        // Every second element halfway between two; past the last it stays as it is.
        var linear = new ResizeOptions { Mode = ResizeMode.Linear, Coordinates = CoordinateMode.Asymmetric };
        list.Add("resize", new Resize(linear, [1, 1, 1, 2]), [x], [KnownAnswers.Each(new TensorShape(2, 5, 7, 12), p
            => (x.At(p[0], p[1], p[2], p[3] / 2) + x.At(p[0], p[1], p[2], Math.Min((p[3] + 1) / 2, 5))) / 2)]);

        // Corners are -1 and 1, so a step of 1 is two pixels of five: places on pixels and halfway between.
        Tensor<float> picture = KnownAnswers.Numbers(30, 3, 1, 3, 5, 5);
        Tensor<float> grid = KnownAnswers.Each(new TensorShape(1, 3, 4, 2), p => (p[3] == 0 ? p[2] - 1 : p[1] - 1) * 0.75);
        list.Add("grid sampling", new GridSample(ResizeMode.Linear, PadMode.Constant, alignCorners: true), [picture, grid], [KnownAnswers.Each(new TensorShape(1, 3, 3, 4), p =>
        {
            double px = (grid.At(0, p[2], p[3], 0) + 1) * 2, py = (grid.At(0, p[2], p[3], 1) + 1) * 2;
            int left = (int)Math.Floor(px), top = (int)Math.Floor(py);
            double Row(int y) => (left + 1 - px) * picture.At(0, p[1], y, left) + (px - left) * picture.At(0, p[1], y, left + 1);
            return (top + 1 - py) * Row(top) + (py - top) * Row(top + 1);
        })]);
    }
}
