using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Reference;

public class ComparatorTests
{
    private static readonly Tensor<float> Expected = TestData.Random(3, 4, 5);

    private static Tensor<float> With(int index, float value)
    {
        float[] data = Expected.Data.ToArray();
        data[index] = value;
        return new Tensor<float>(Expected.Shape, data);
    }

    [Fact]
    public void AcceptsWhatIsEqualOrNearlySo()
    {
        Assert.Null(Comparator.Difference(Expected, Expected, 0));
        Assert.Null(Comparator.Difference(Expected, With(7, Expected.Data[7] + 5e-5f), 1e-4));
    }

    [Fact]
    public void RejectsOneErrorAboveTheTolerance()
    {
        string? difference = Comparator.Difference(Expected, With(7, Expected.Data[7] + 1e-2f), 1e-4);
        Assert.Contains("[1, 2]", difference);
    }

    [Fact]
    public void RejectsManyErrorsJustBelowTheTolerance()
    {
        var expected = new Tensor<float>(new TensorShape(1000));
        expected.Data[0] = 1;
        var actual = new Tensor<float>(expected.Shape, expected.Data.Select(v => v + 9e-5f).ToArray());
        Assert.Contains("mean square", Comparator.Difference(expected, actual, 1e-4));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void RejectsWhatIsNotANumber(float value) => Assert.NotNull(Comparator.Difference(Expected, With(0, value), 1e9));

    [Fact]
    public void RejectsNumbersWhereTheReferenceHasNone() => Assert.NotNull(Comparator.Difference(With(0, float.NaN), Expected, 1e9));

    [Fact]
    public void AcceptsTheSameNonNumbers()
    {
        Assert.Null(Comparator.Difference(With(0, float.NaN), With(0, float.NaN), 1e-4));
        Assert.Null(Comparator.Difference(With(0, float.NegativeInfinity), With(0, float.NegativeInfinity), 1e-4));
    }

    [Fact]
    public void RejectsAllZerosUnlessTheReferenceIsZero()
    {
        var zero = new Tensor<float>(Expected.Shape);
        Assert.NotNull(Comparator.Difference(Expected, zero, 10));
        Assert.Null(Comparator.Difference(zero, zero, 1e-4));
        Assert.NotNull(Comparator.Difference(zero, With(0, 0.5f), 1e-4));
    }

    [Fact]
    public void RejectsAnotherShapeOrElementType()
    {
        Assert.NotNull(Comparator.Difference(Expected, Expected.Reshape(new TensorShape(5, 4)), 1));
        Assert.NotNull(Comparator.Difference(TestData.Longs(1), new Tensor<int>(new TensorShape(1), [1]), 1));
    }

    [Fact]
    public void ComparesIntegersExactly()
    {
        Assert.Null(Comparator.Difference(TestData.Longs(1, 2), TestData.Longs(1, 2), 1));
        Assert.Contains("[1]", Comparator.Difference(TestData.Longs(1, 2), TestData.Longs(1, 3), 1));
    }
}
