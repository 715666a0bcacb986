using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Analysis;

/// <summary>How papers write a sliding window: <c>7×7/2</c> is 7×7 with stride 2.</summary>
internal static class WindowText
{
    /// <summary>A node's window, with dilation and groups where there are any; empty for what slides no window.</summary>
    public static string Of(Node node, TypedGraph typed)
    {
        TensorShape Shape(int input) => typed.Values[node.Inputs[input]].Shape;
        return node.Operator switch
        {
            Conv o => Of(o.Window, Shape(0), Shape(1)) + Groups(o.Group, Shape(0)[1]),
            ConvTranspose o => Of(o.Window.Window, Shape(0), Shape(1)) + Groups(o.Group, Shape(0)[1]),
            MaxPool o => Of(o.Window, Shape(0), weights: null),
            AveragePool o => Of(o.Window, Shape(0), weights: null),
            LpPool o => Of(o.Window, Shape(0), weights: null),
            _ => "",
        };
    }

    private static string Of(SlidingWindow window, TensorShape input, TensorShape? weights)
    {
        string stride = Joined(window.Strides), dilation = Joined(window.Dilations);
        return string.Join("×", window.KernelFor(input, weights)) + (stride == "1" ? "" : $"/{stride}") + (dilation == "1" ? "" : $" d{dilation}");
    }

    private static string Joined(IReadOnlyCollection<int> numbers)
        => numbers.Count == 0 ? "1" : numbers.Distinct().Count() == 1 ? $"{numbers.First()}" : string.Join("×", numbers);

    private static string Groups(int groups, int channels) => groups == 1 ? "" : groups == channels ? " depthwise" : $" g{groups}";
}
