using CnnVulkan.Checking;
using CnnVulkan.Images;

namespace CnnVulkan.Tests.Checking;

public sealed class PreprocessCaseTests
{
    /// <summary>What is written down for the check is what the preprocessing works out for a picture halved by the box filter.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Its_taps_are_those_of_a_halving(int outputs)
        => Assert.Equal(FilterTaps.Compute(2 * outputs, outputs, 0, outputs, Resample.Box).Table.Data, PreprocessCase.Taps(outputs).Data);
}
