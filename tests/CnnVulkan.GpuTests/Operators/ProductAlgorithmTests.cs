using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Every algorithm with every tile, whichever the rule would choose.</summary>
public sealed class ProductAlgorithmTests
{
    [SkippableTheory]
    [InlineData(1, 5, 7)]
    [InlineData(1, 127, 512)]
    [InlineData(7, 33, 36)]
    [InlineData(6, 9, 129)]
    [InlineData(21, 5, 64)]
    public void Each_tile_gives_the_product(int rows, int columns, int depth)
    {
        Tensor<float> a = TestData.Random(1, rows, depth), b = TestData.Random(2, columns, depth), c = TestData.Random(3, columns);
        Tensor<float> expected = MatrixReference.Gemm(a, b, c, 0.5f, 2, false, true);
        foreach (DeviceProfile profile in Profiles.All)
        {
            var problem = new ProductProblem(rows, columns, depth) { WholeVectors = depth % 4 == 0, Device = profile };
            foreach (Way way in ProductAlgorithm.List.Ways(problem))
                OperatorHarness.Check(new Product(way), [a, b, c], [expected], planning: new Planning(profile));
        }
    }

    /// <summary>A·Bᵀ/2 + 2·C by one algorithm.</summary>
    private sealed class Product(Way way) : Operator
    {
        public override string Type => $"{way}";

        public override TensorInfo[] Infer(InferenceContext context)
            => [new TensorInfo(new TensorShape(context.Shape(0)[0], context.Shape(1)[0]), ElementType.Float32)];

        public override void Lower(LoweringContext context)
        {
            TensorView a = context.Input(0), b = context.Input(1);
            int depth = a.Shape[1];
            ProductAlgorithm.List.Of(way).Lower(
                context,
                new MatrixProduct
                {
                    Rows = a.Shape[0],
                    Columns = b.Shape[0],
                    Depth = depth,
                    A = a,
                    ARow = depth,
                    AColumn = 1,
                    B = b,
                    BRow = 1,
                    BColumn = depth,
                    C = context.Input(2),
                    CColumn = 1,
                    Output = context.Output(0),
                    Alpha = 0.5f,
                    Beta = 2,
                },
                way.Tile);
        }
    }
}
