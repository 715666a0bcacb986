using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Checking;

/// <summary>Convolutions and matrix products: every algorithm of both lists.</summary>
internal static class ProductCases
{
    private const string Convolution = "convolution", Product = "matrix product";

    private static readonly Activation Relu = new(ActivationFunction.Relu);

    public static void Add(CheckCaseList list)
    {
        AddConvolutions(list);
        AddProducts(list);
    }

    private static void AddConvolutions(CheckCaseList list)
    {
        // 3×3 at stride 1, which every algorithm but the depthwise one takes, on sizes that no tile divides.
        var window = new CheckWindow((3, 3), (1, 1), (1, 0), (0, 1));
        Tensor<float> x = KnownAnswers.Numbers(1, 3, 2, 5, 7, 6), weights = KnownAnswers.Numbers(2, 2, 6, 5, 3, 3), bias = KnownAnswers.Numbers(3, 9, 6);
        Tensor<float> residual = KnownAnswers.Each(window.OutputOf(x.Shape, 6), p => p[3] - p[1]);
        Tensor<float> y = KnownAnswers.Convolve(x, weights, bias, window, added: residual);
        list.Add(Convolution, new Conv(window.AsSliding, 1, Relu, hasResidual: true), [x, weights, bias, residual], [y], constants: [1, 2]);
        // The same with weights that only the GPU has, arranged there for whichever algorithm.
        list.Add(Convolution, new Conv(window.AsSliding, 1, Relu), [x, weights, bias], [KnownAnswers.Convolve(x, weights, bias, window)], preparation: CheckSuite.Arranging);

        var point = new CheckWindow((1, 1), (1, 1), (0, 0), (0, 0));
        Tensor<float> z = KnownAnswers.Numbers(4, 3, 1, 9, 3, 5), mixing = KnownAnswers.Numbers(5, 2, 7, 9, 1, 1);
        list.Add(Convolution, new Conv(point.AsSliding, 1, Relu), [z, mixing], [KnownAnswers.Convolve(z, mixing, null, point)], constants: [1], algorithms: ["subgroup", "tiled"]);

        var steps = new CheckWindow((3, 2), (2, 1), (1, 0), (1, 1));
        Tensor<float> channels = KnownAnswers.Numbers(6, 3, 1, 8, 7, 6), filters = KnownAnswers.Numbers(7, 2, 8, 1, 3, 2), offset = KnownAnswers.Numbers(8, 5, 8);
        list.Add(
            Convolution, new Conv(steps.AsSliding, 8, Relu), [channels, filters, offset], [KnownAnswers.Convolve(channels, filters, offset, steps, groups: 8)],
            constants: [1, 2], algorithms: ["depthwise"]);

        Tensor<float> small = KnownAnswers.Numbers(9, 3, 1, 3, 3, 2), spread = KnownAnswers.Numbers(10, 2, 3, 5, 3, 3);
        list.Add("transposed convolution", new ConvTranspose(new TransposedWindow(new SlidingWindow(strides: [2, 2]))), [small, spread], [KnownAnswers.ConvolveTransposed(small, spread, 2)], constants: [1]);
    }

    private static void AddProducts(CheckCaseList list)
    {
        Tensor<float> a = KnownAnswers.Numbers(11, 3, 3, 20), b = KnownAnswers.Numbers(12, 3, 20, 12), c = KnownAnswers.Numbers(13, 9, 12);
        list.Add(Product, new Gemm(), [a, b, c], [KnownAnswers.Multiply(a, b, c)], constants: [1, 2]);
        // Rows that are no whole vectors.
        Tensor<float> odd = KnownAnswers.Numbers(14, 3, 3, 7), narrow = KnownAnswers.Numbers(15, 3, 7, 5);
        list.Add(Product, new MatMul(), [odd, narrow], [KnownAnswers.Multiply(odd, narrow)], constants: [1]);
        Tensor<float> left = KnownAnswers.Numbers(16, 3, 2, 5, 7), right = KnownAnswers.Numbers(17, 3, 2, 7, 6);
        list.Add(Product, new MatMul(), [left, right], [KnownAnswers.Multiply(left, right)], algorithms: ["registers"]);
        Tensor<float> product = KnownAnswers.Multiply(odd, narrow);
        list.Add(Product, new MatMul(), [odd.ConvertTo(ElementType.Int32), narrow.ConvertTo(ElementType.Int32)], [product.ConvertTo(ElementType.Int32)]);
    }
}
