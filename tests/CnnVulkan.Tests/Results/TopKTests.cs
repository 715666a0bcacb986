namespace CnnVulkan.Tests.Results;

public sealed class TopKTests
{
    [Theory]
    [InlineData(new[] { 0.1f, 0.7f, 0.2f }, 2, new[] { 1, 2 })]
    [InlineData(new[] { 1f, 1f, 1f, 1f }, 3, new[] { 0, 1, 2 })]
    [InlineData(new[] { 1f, 2f, 2f, 3f }, 4, new[] { 3, 1, 2, 0 })]
    [InlineData(new[] { float.NaN, 1f, float.NegativeInfinity }, 3, new[] { 1, 2, 0 })]
    [InlineData(new[] { 5f }, 10, new[] { 0 })]
    [InlineData(new float[0], 5, new int[0])]
    public void The_highest_come_first_and_of_equals_the_lower_index(float[] scores, int count, int[] expected)
        => Assert.Equal<int>(expected, TopK.Indices(scores, count));

    [Fact]
    public void Agrees_with_sorting()
    {
        float[] scores = [.. Enumerable.Range(0, 1000).Select(i => (float)(i * 7919 % 101))];
        Assert.Equal(Enumerable.Range(0, 1000).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(50), TopK.Indices(scores, 50));
    }

    [Fact]
    public void Predictions_carry_labels()
    {
        Assert.Equal<Prediction>([new Prediction(1, "dog", 0.9f), new Prediction(0, "cat", 0.1f)], TopK.Predictions([0.1f, 0.9f], 5, new Labels(["cat", "dog"])));
        Assert.Equal<Prediction>([new Prediction(1, "1", 0.9f)], TopK.Predictions([0.1f, 0.9f], 1));
    }

    [Fact]
    public void Counts_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TopK.Indices([1], 0));
        Assert.Throws<ModelFormatException>(() => TopK.Predictions([0.1f, 0.9f], 1, new Labels(["cat"])));
    }
}
