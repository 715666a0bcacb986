using CnnVulkan.Dispatching;
using CnnVulkan.Plans;

namespace CnnVulkan.Training;

/// <summary>Brings what a step recorded into a host's frames gave to the CPU, without anyone waiting: its loss, and the weights behind it.</summary>
internal sealed class RecordedStep : IDisposable
{
    private readonly GpuTensor _losses, _hits, _norm;
    private readonly ParameterLayout _layout;
    private readonly Stack<IDisposable> _owned = new();
    private readonly RecordedReadback _lossesBack, _hitsBack, _normBack;
    private readonly RecordedParameter _weights;
    private readonly float[] _perSample;
    private readonly float[] _one = new float[1];

    public RecordedStep(VisionDevice device, PlanExecutor executor, ParameterStore store, ParameterLayout layout)
    {
        _layout = layout;
        _losses = Tensor(TrainingGraph.Losses);
        _hits = Tensor(TrainingGraph.Hits);
        _norm = Tensor(TrainingGraph.Norm);
        _perSample = new float[_losses.Shape.Count];
        try
        {
            _lossesBack = Own(new RecordedReadback(device, _losses.ByteLength));
            _hitsBack = Own(new RecordedReadback(device, _hits.ByteLength));
            _normBack = Own(new RecordedReadback(device, _norm.ByteLength));
            _weights = Own(new RecordedParameter(device, store, TrainingGraph.Parameters));
        }
        catch
        {
            Dispose();
            throw;
        }

        GpuTensor Tensor(string name) => new(executor, name, executor.Plan.Outputs[name], ElementType.Float32);
    }

    /// <summary>Records the copies behind the last slice of a step.</summary>
    public void Record(nint commandBuffer)
    {
        _lossesBack.Record(commandBuffer, _losses);
        _hitsBack.Record(commandBuffer, _hits);
        _normBack.Record(commandBuffer, _norm);
        _weights.Record(commandBuffer);
    }

    /// <summary>What the step gave. The host must know that the commands have finished.</summary>
    /// <param name="step">Its number.</param>
    public StepResult Result(long step)
    {
        _lossesBack.ReadInto(_perSample);
        double loss = _perSample.Sum(x => (double)x) / _perSample.Length;
        _hitsBack.ReadInto(_perSample);
        double hits = _perSample.Sum(x => (double)x);
        _normBack.ReadInto(_one);
        return new StepResult(step, loss, (int)Math.Round(hits), _perSample.Length, _one[0]);
    }

    /// <summary>The weights behind the step. The host must know that the commands have finished.</summary>
    public IEnumerable<(string Name, Tensor<float> Tensor)> Weights() => _layout.Split(_weights.Read());

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
