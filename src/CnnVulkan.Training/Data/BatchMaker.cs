namespace CnnVulkan.Training;

/// <summary>Fills batches; one per thread.</summary>
internal sealed class BatchMaker(ILabelledData data, BatchFormat format, BatchOptions options)
{
    private const int MixPurpose = 6;

    private readonly SampleMaker _maker = new(data, format, options.Augmentation, options.Seed);

    /// <summary>Fills a batch with the samples of an order from a place on.</summary>
    public void Fill(LabelledBatch batch, int epoch, int step, ReadOnlySpan<int> order)
    {
        int size = options.BatchSize, start = step * size, classes = data.Classes.Count;
        (batch.Epoch, batch.Step, batch.Count) = (epoch, step, Math.Min(size, order.Length - start));
        float[] inputs = batch.Inputs.Data, targets = batch.Targets.Data;
        float spread = options.Augmentation.Smoothing / classes;
        for (int i = 0; i < batch.Count; i++)
        {
            int sample = order[start + i], label = data.LabelOf(sample);
            (batch.Samples[i], batch.Labels[i]) = (sample, label);
            _maker.Fill(sample, epoch, inputs.AsSpan(i * format.Size, format.Size));
            Span<float> target = targets.AsSpan(i * classes, classes);
            target.Fill(spread);
            target[label] += 1 - options.Augmentation.Smoothing;
        }
        if (options.Augmentation.Mixup > 0)
            Mix(batch, classes);
        inputs.AsSpan(batch.Count * format.Size).Clear();
        targets.AsSpan(batch.Count * classes).Clear();
        batch.Samples.AsSpan(batch.Count).Fill(-1);
        batch.Labels.AsSpan(batch.Count).Fill(-1);
    }

    /// <summary>Blends each sample with the one as far from the other end: the order is random, so are the pairs, and no third copy is needed.</summary>
    private void Mix(LabelledBatch batch, int classes)
    {
        for (int i = 0, j = batch.Count - 1; i < j; i++, j--)
        {
            float part = new SampleRandom(options.Seed, batch.Epoch, batch.Samples[i], MixPurpose).Beta(options.Augmentation.Mixup);
            // Each keeps the larger part of itself.
            part = Math.Max(part, 1 - part);
            Blend(batch.Inputs.Data.AsSpan(i * format.Size, format.Size), batch.Inputs.Data.AsSpan(j * format.Size, format.Size), part);
            Blend(batch.Targets.Data.AsSpan(i * classes, classes), batch.Targets.Data.AsSpan(j * classes, classes), part);
        }
    }

    private static void Blend(Span<float> a, Span<float> b, float part)
    {
        for (int i = 0; i < a.Length; i++)
        {
            (float first, float second) = (a[i], b[i]);
            a[i] = part * first + (1 - part) * second;
            b[i] = part * second + (1 - part) * first;
        }
    }
}
