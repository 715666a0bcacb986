using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class MatMulTests
{
    public static TheoryData<int[], int[]> Shapes => new()
    {
        { [3, 4], [4, 5] },
        { [1, 36], [36, 127] },
        { [7], [7] },
        { [3], [2, 3, 5] },
        { [2, 3, 5], [5] },
        { [3, 5, 7], [3, 7, 6] },
        { [3, 1, 5, 7], [4, 7, 6] },
        { [30, 5, 7], [7, 6] },
        { [2, 1, 3, 1, 4, 5], [1, 2, 1, 3, 5, 3] },
        { [1, 2, 1, 2, 3, 4], [2, 1, 2, 1, 4, 3] },
    };

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void NumPy_rules_of_broadcasting(int[] left, int[] right)
    {
        Tensor<float> a = TestData.Random(1, left), b = TestData.Random(2, right);
        Tensor<float> expected = MatrixReference.MatMul(a, b);
        OperatorHarness.Check(new MatMul(), [a, b], [expected]);
        OperatorHarness.Check(new MatMul(), [a, b], [expected], [1]);
    }
}
