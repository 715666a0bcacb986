using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class PredictionSmootherTests
{
    private const float TimeConstant = 0.35f;

    [Fact]
    public void The_first_result_is_taken_as_it_is()
    {
        var smoother = new PredictionSmoother(TimeConstant);
        smoother.Observe([Row(3, 0.7f), Row(5, 0.2f)]);
        smoother.Advance(0);
        Assert.Equal([(3, 0.7f, 0.7f), (5, 0.2f, 0.2f)], smoother.Best.Select(r => (r.Class, r.Raw, r.Smoothed)));
    }

    [Fact]
    public void After_the_time_constant_63_percent_of_a_step_are_gone()
    {
        var smoother = new PredictionSmoother(TimeConstant);
        smoother.Observe([Row(1, 0.2f)]);
        smoother.Advance(0);
        smoother.Observe([Row(1, 0.8f)]);
        smoother.Advance(TimeConstant);
        Assert.Equal(0.2f + 0.6f * (1 - 1 / MathF.E), smoother.Best[0].Smoothed, 1e-5f);
        Assert.Equal(0.8f, smoother.Best[0].Raw);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(240)]
    public void The_frame_rate_makes_no_difference(int frames)
    {
        var smoother = new PredictionSmoother(TimeConstant);
        smoother.Observe([Row(1, 0.1f)]);
        smoother.Advance(0);
        smoother.Observe([Row(1, 0.9f)]);
        for (int i = 0; i < frames; i++)
            smoother.Advance(0.5f / frames);
        Assert.Equal(0.9f - 0.8f * MathF.Exp(-0.5f / TimeConstant), smoother.Best[0].Smoothed, 1e-4f);
    }

    [Fact]
    public void A_class_that_is_named_no_more_fades_and_goes()
    {
        var smoother = new PredictionSmoother(TimeConstant);
        smoother.Observe([Row(1, 0.9f)]);
        smoother.Advance(0.1f);
        smoother.Observe([Row(2, 0.9f)]);
        smoother.Advance(0.1f);
        Assert.Equal(1, smoother.Best[0].Class);
        smoother.Advance(1);
        Assert.Equal([2, 1], smoother.Best.Select(r => r.Class));
        Assert.Equal(0, smoother.Best[1].Raw);
        smoother.Advance(5);
        Assert.Equal([2], smoother.Best.Select(r => r.Class));
    }

    [Fact]
    public void Two_even_classes_do_not_change_places_in_every_frame()
    {
        var smoother = new PredictionSmoother(TimeConstant, margin: 0.02f);
        var random = new Random(1);
        var leaders = new HashSet<int>();
        for (int i = 0; i < 300; i++)
        {
            float noise = 0.01f * ((float)random.NextDouble() - 0.5f);
            smoother.Observe([Row(1, 0.45f + noise), Row(2, 0.45f - noise)]);
            smoother.Advance(1 / 60f);
            leaders.Add(smoother.Best[0].Class);
        }
        Assert.Single(leaders);
        smoother.Observe([Row(1, 0.2f), Row(2, 0.7f)]);
        smoother.Advance(1);
        Assert.Equal(2, smoother.Best[0].Class);
    }

    [Fact]
    public void After_a_reset_nothing_of_the_old_model_is_left()
    {
        var smoother = new PredictionSmoother(TimeConstant);
        smoother.Observe([Row(1, 0.9f)]);
        smoother.Advance(1);
        smoother.Reset();
        Assert.Empty(smoother.Best);
        smoother.Observe([Row(1, 0.3f)]);
        smoother.Advance(0);
        Assert.Equal(0.3f, smoother.Best[0].Smoothed);
    }

    [Fact]
    public void Only_the_best_are_told()
    {
        var smoother = new PredictionSmoother(TimeConstant);
        smoother.Observe([.. Enumerable.Range(0, 9).Select(i => Row(i, 0.1f + 0.01f * i))]);
        smoother.Advance(0.1f, count: 5);
        Assert.Equal([8, 7, 6, 5, 4], smoother.Best.Select(r => r.Class));
    }

    private static PredictionRow Row(int number, float probability) => new(number, $"class {number}", probability, 0);
}
