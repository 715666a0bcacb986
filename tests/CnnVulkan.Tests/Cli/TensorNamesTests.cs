using CnnVulkan.Cli;

namespace CnnVulkan.Tests.Cli;

public sealed class TensorNamesTests
{
    [Theory]
    [InlineData("conv1/out:0", "conv1_out_0")]
    [InlineData("..", "_..")]
    [InlineData("plain", "plain")]
    public void Tensor_names_become_file_names(string tensor, string expected) => Assert.Equal(expected, TensorNames.FileName(tensor));
}
