using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Harness;

public class OperatorHarnessTests
{
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(10007)]
    public void RunsALayerOfAUsersOwn(int count)
    {
        Tensor<float> x = TestData.Random(1, count);
        OperatorHarness.Check(new Scale(2.5f, 3), [x], [new Tensor<float>(x.Shape, x.Data.Select(v => 2.5f * v + 3).ToArray())]);
    }

    [SkippableFact]
    public void RejectsAWrongResult()
    {
        Tensor<float> x = TestData.Random(1, 100);
        _ = GpuFixture.Device;
        Assert.ThrowsAny<Exception>(() => OperatorHarness.Check(new Scale(2.5f), [x], [x]));
    }
}
