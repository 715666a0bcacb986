namespace CnnVulkan.Tests.Results;

public sealed class PredictionSmootherTests
{
    private const float TimeConstant = 0.35f;

    private readonly PredictionSmoother _smoother = new() { TimeConstant = TimeConstant, Margin = 0.02f };

    [Fact]
    public void The_first_result_is_taken_as_it_is()
    {
        _smoother.Observe([0.1f, 0.7f, 0.2f]);
        _smoother.Advance(0, count: 2);
        Assert.Equal([new(1, 0.7f, 0.7f), new(2, 0.2f, 0.2f)], _smoother.Best.ToArray());
    }

    [Fact]
    public void After_the_time_constant_63_percent_of_a_step_are_gone()
    {
        _smoother.Observe([0.2f]);
        _smoother.Advance(0);
        _smoother.Observe([0.8f]);
        _smoother.Advance(TimeConstant);
        Assert.Equal(0.2f + 0.6f * (1 - 1 / MathF.E), _smoother.Best[0].Probability, 1e-5f);
        Assert.Equal(0.8f, _smoother.Best[0].Raw);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(240)]
    public void The_frame_rate_makes_no_difference(int frames)
    {
        _smoother.Observe([0.1f]);
        _smoother.Advance(0);
        _smoother.Observe([0.9f]);
        for (int i = 0; i < frames; i++)
            _smoother.Advance(0.5f / frames);
        Assert.Equal(0.9f - 0.8f * MathF.Exp(-0.5f / TimeConstant), _smoother.Best[0].Probability, 1e-4f);
    }

    [Fact]
    public void A_class_that_is_no_longer_among_the_best_goes_to_what_it_is_and_not_to_nothing()
    {
        _smoother.Observe([0.5f, 0.3f, 0.2f]);
        _smoother.Advance(0, count: 1);
        _smoother.Observe([0.3f, 0.4f, 0.3f]);
        _smoother.Advance(100, count: 3);
        Assert.Equal([1, 0, 2], _smoother.Best.ToArray().Select(b => b.Index));
        Assert.Equal(0.3f, _smoother.Best[1].Probability, 1e-5f);
    }

    [Fact]
    public void Two_even_classes_do_not_change_places_in_every_frame()
    {
        var random = new Random(1);
        var leaders = new HashSet<int>();
        for (int i = 0; i < 300; i++)
        {
            float noise = 0.01f * ((float)random.NextDouble() - 0.5f);
            _smoother.Observe([0.1f, 0.45f + noise, 0.45f - noise]);
            _smoother.Advance(1 / 60f);
            leaders.Add(_smoother.Best[0].Index);
        }
        Assert.Single(leaders);
        _smoother.Observe([0.1f, 0.2f, 0.7f]);
        _smoother.Advance(1);
        Assert.Equal(2, _smoother.Best[0].Index);
    }

    [Fact]
    public void A_leader_that_many_have_passed_by_less_than_the_margin_still_leads()
    {
        _smoother.Observe([0.25f, 0.2f, 0.2f, 0.2f]);
        _smoother.Advance(0, count: 2);
        _smoother.Observe([0.20f, 0.21f, 0.21f, 0.21f]);
        _smoother.Advance(100, count: 2);
        Assert.Equal([0, 1], _smoother.Best.ToArray().Select(b => b.Index));
    }

    [Fact]
    public void After_a_reset_nothing_of_before_is_left()
    {
        _smoother.Observe([0.9f, 0.1f]);
        _smoother.Advance(1);
        _smoother.Reset();
        Assert.True(_smoother.Best.IsEmpty);
        _smoother.Observe([0.3f, 0.7f]);
        _smoother.Advance(0);
        Assert.Equal([0.7f, 0.3f], _smoother.Best.ToArray().Select(b => b.Probability));
    }

    [Fact]
    public void Another_number_of_classes_starts_afresh()
    {
        _smoother.Observe([0.9f, 0.1f]);
        _smoother.Advance(1);
        _smoother.Observe([0.2f, 0.5f, 0.3f]);
        _smoother.Advance(0);
        Assert.Equal([1, 2, 0], _smoother.Best.ToArray().Select(b => b.Index));
    }

    [Fact]
    public void What_is_no_number_counts_as_nothing_and_does_not_stay()
    {
        _smoother.Observe([float.NaN, 0.5f]);
        _smoother.Advance(0);
        Assert.Equal([1, 0], _smoother.Best.ToArray().Select(b => b.Index));
        _smoother.Observe([0.9f, 0.1f]);
        _smoother.Advance(100);
        Assert.Equal(0.9f, _smoother.Best[0].Probability, 1e-4f);
    }

    [Fact]
    public void Only_the_best_are_told_and_nothing_is_allocated()
    {
        float[] nine = [.. Enumerable.Range(0, 9).Select(i => 0.1f + 0.01f * i)];
        _smoother.Observe(nine);
        _smoother.Advance(0.1f, count: 5);
        Assert.Equal([8, 7, 6, 5, 4], _smoother.Best.ToArray().Select(r => r.Index));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _smoother.Observe(nine);
        _smoother.Advance(0.1f, count: 5);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
