using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void Constant() => Assert.Equal([0.1f, 0.1f], Rates(new ConstantSchedule(0.1f), 0, 1_000_000));

    [Fact]
    public void Cut_at_given_steps()
    {
        Near([0.5, 0.5, 0.05, 0.05, 0.005], Rates(new StepSchedule(0.5f, [10, 20]), 0, 9, 10, 19, 20));
        Assert.Throws<ArgumentException>(() => new StepSchedule(0.5f, [10, 10]));
    }

    [Fact]
    public void Half_a_cosine()
    {
        Near([0.2, 0.2 * (0.1 + 0.9 * 0.5 * (1 + Math.Sqrt(0.5))), 0.2 * 0.55, 0.02, 0.02], Rates(new CosineSchedule(0.2f, 100, 0.1f), 0, 25, 50, 100, 1000));
        Assert.Equal(0, new CosineSchedule(0.2f, 100).RateAt(100), 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(0.2f, 0));
    }

    [Fact]
    public void Cut_when_nothing_improves()
    {
        var schedule = new PlateauSchedule(1, patience: 2);
        var rates = new List<float>();
        foreach (double loss in new[] { 3, 2, 2.5, 1, 1, 1, 1.5, double.NaN, 0.5 })
        {
            schedule.EndEpoch(loss);
            rates.Add(schedule.RateAt(0));
        }
        Near([1, 1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01], [.. rates]);

        var copy = new PlateauSchedule(1, patience: 2);
        copy.Restore(schedule.Save());
        foreach (PlateauSchedule each in new[] { schedule, copy })
        {
            each.EndEpoch(0.6);
            each.EndEpoch(0.5);
        }
        Near([0.001], [schedule.RateAt(0)]);
        Assert.Equal(schedule.RateAt(0), copy.RateAt(0));
    }

    [Fact]
    public void Rising_to_another()
    {
        Near([0.2, 0.4, 0.6, 0.8, 1, 1, 0.1], Rates(new WarmUpSchedule(new StepSchedule(1, [6]), 4), 0, 1, 2, 3, 4, 5, 6));
        var plateau = new PlateauSchedule(1, patience: 1);
        var schedule = new WarmUpSchedule(plateau, 1);
        schedule.EndEpoch(1);
        schedule.EndEpoch(1);
        Near([0.05, 0.1], Rates(schedule, 0, 1));
        Assert.Equal(plateau.Save(), schedule.Save());
    }

    [Fact]
    public void Rates_that_cannot_be()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUpSchedule(new ConstantSchedule(1), -1));
        Assert.Throws<ArgumentException>(() => new ConstantSchedule(1).Restore([1]));
    }

    private static float[] Rates(LearningRateSchedule schedule, params long[] steps) => [.. steps.Select(schedule.RateAt)];

    private static void Near(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6);
    }
}
