using CnnVulkan.Cli;
using CnnVulkan.Cli.Evaluation;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.Tests.Training;

namespace CnnVulkan.Tests.Cli;

/// <summary>What is counted and drawn of an evaluation, without a device.</summary>
public sealed class EvaluationTests
{
    private static readonly string[] Animals = ["cat", "dog"];

    [Fact]
    public void Classes_are_matched_by_name_or_synonym()
    {
        ClassMatch match = ClassMatch.Of(Animals, new Labels(["cow", "Dog", "tabby, cat"]), 3, "model");
        Assert.Equal([2, 1], match.Scores.ToArray());
        Assert.Equal("cow", match.Names[0]);
    }

    [Fact]
    public void Classes_are_matched_by_number_where_no_name_is_known()
    {
        Assert.Equal([0, 1], ClassMatch.Of(Animals, null, 3, "model").Scores.ToArray());
        Assert.Equal(["cat", "dog", "2"], ClassMatch.Of(Animals, null, 3, "model").Names.ToArray());
        Assert.Equal([0, 1], ClassMatch.Of(Animals, new Labels(["zero", "one"]), 2, "model").Scores.ToArray());
    }

    [Fact]
    public void Classes_that_do_not_belong_together()
    {
        Fails(new Labels(["cat", "cow"]), 2, "no label for 1 of the 2 classes", "'dog'", "'cow'");
        Fails(new Labels(["a", "b", "c"]), 3, "no label for 2 of the 2 classes");
        Fails(null, 1, "2 classes", "tells 1 apart");
        Assert.Contains("names 3", Assert.Throws<ModelFormatException>(() => ClassMatch.Of(Animals, new Labels(["a", "b", "c"]), 2, "model")).Message);

        static void Fails(Labels? labels, int scores, params string[] texts)
        {
            string message = Assert.Throws<CommandException>(() => ClassMatch.Of(Animals, labels, scores, "model")).Message;
            Assert.All(texts, text => Assert.Contains(text, message));
        }
    }

    [Fact]
    public void Pictures_are_counted()
    {
        EvaluationResult result = Result();
        Assert.Equal((5, 2, 0.4), (result.Count, result.Right, result.Top1));
        Assert.Equal(1, result.Top5);
        Assert.Equal((0.5, 1.0 / 3), (result.Precision(0), result.Recall(0)));
        Assert.Equal((1, 0.5), (result.Precision(1), result.Recall(1)));
        Assert.Equal([1, 0, 2, 1, 1, 0], result.Confusion.Cast<int>());
        Assert.Equal([3, 2, 1], result.WorstMistakes.Select(m => m.Sample));
        Assert.Equal(-(Math.Log(0.5) + Math.Log(0.1) + Math.Log(0.2) + Math.Log(0.05) + Math.Log(0.6)) / 5, result.Loss, 1e-6);
    }

    [Fact]
    public void The_fifth_best_counts_the_sixth_does_not()
    {
        var result = new EvaluationResult(["a", "b"], new ClassMatch([6, 7], [.. Enumerable.Range(0, 8).Select(i => $"{i}")]));
        result.Add(0, 0, [0.3f, 0.2f, 0.1f, 0.1f, 0.05f, 0, 0.06f, 0]);
        result.Add(1, 1, [0.3f, 0.2f, 0.1f, 0.1f, 0.05f, 0, 0.06f, 0.055f]);
        Assert.Equal((0, 0.5), (result.Top1, result.Top5));
    }

    [Fact]
    public void Sheets_are_as_large_as_what_is_on_them()
    {
        EvaluationResult result = Result();
        Canvas confusion = ConfusionSheet.Draw(result, "model", "5 pictures");
        // The first class's own cell is blue by the third that was right, the other cells of the row are not.
        Assert.Contains(Enumerable.Range(0, confusion.Width * confusion.Height), i => confusion[i % confusion.Width, i / confusion.Width] is { Blue: > 100, Red: < 60 });
        var data = new MemoryData(5, 2, 6, 4, 3);
        Canvas mistakes = MistakeSheet.Draw(result, data, "model", "3 mistakes");
        Assert.True(mistakes.Width >= 128 && mistakes.Height > 128);
        Canvas none = MistakeSheet.Draw(new EvaluationResult(Animals, result.Match), data, "model", "no mistakes");
        Assert.True(none.Height < 128);
    }

    /// <summary>Three cats (one known, two taken for something else) and two dogs (one known, one taken for a cat).</summary>
    private static EvaluationResult Result()
    {
        var result = new EvaluationResult(Animals, new ClassMatch([1, 2], ["cow", "cat", "dog"]));
        result.Add(0, 0, [0.3f, 0.5f, 0.2f]);
        result.Add(1, 1, [0.1f, 0.8f, 0.1f]);
        result.Add(2, 0, [0.85f, 0.2f, 0.05f]);
        result.Add(3, 0, [0.9f, 0.05f, 0.05f]);
        result.Add(4, 1, [0.2f, 0.2f, 0.6f]);
        return result;
    }
}
