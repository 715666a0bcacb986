using System.Text.Json;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Output;

/// <summary>A summary as machines read it.</summary>
internal static class SummaryJson
{
    public static void Write(Utf8JsonWriter json, ModelSummary summary, TrainingMemory? training = null)
    {
        json.WriteStartObject();
        json.WriteStartArray("layers");
        foreach (LayerSummary layer in summary.Layers)
            Write(json, layer);
        json.WriteEndArray();
        json.WriteStartObject("totals");
        Write(json, summary.Total);
        json.WriteNumber("planned_peak_bytes", summary.PlannedPeakBytes);
        json.WriteNumber("lower_bound_bytes", summary.LowerBoundBytes);
        json.WriteEndObject();
        if (training is not null)
            Write(json, training);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TrainingMemory training)
    {
        json.WriteStartObject("training");
        json.WriteNumber("parameters", training.Parameters);
        json.WriteNumber("bytes", training.TotalBytes);
        json.WriteNumber("activation_bytes", training.ActivationBytes);
        json.WriteNumber("lower_bound_bytes", training.LowerBoundBytes);
        json.WriteNumber("constant_bytes", training.ConstantBytes);
        json.WriteNumber("parameter_bytes", training.ParameterBytes);
        json.WriteNumber("staging_bytes", training.StagingBytes);
        json.WriteNumber("dispatches", training.Dispatches);
        json.WriteNumber("multiply_adds", training.MultiplyAdds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LayerSummary layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("operator", layer.Operator);
        if (layer.Window.Length > 0)
            json.WriteString("window", layer.Window);
        Write(json, "output_shape", layer.OutputShape.Dimensions, (j, extent) => j.WriteNumberValue(extent));
        Write(json, layer.Cost);
        if (layer.Field is { } field)
        {
            json.WriteBoolean("sees_all", field.SeesAll);
            Write(json, "receptive_field", field.Axes, (j, axis) => j.WriteNumberValue(axis.Size));
            Write(json, "effective_stride", field.Axes, (j, axis) => j.WriteNumberValue(axis.Stride));
            Write(json, "effective_pad_begin", field.Axes, (j, axis) => j.WriteNumberValue(axis.PadBegin));
            Write(json, "effective_pad_end", field.Axes, (j, axis) => j.WriteNumberValue(axis.PadEnd(axis.Along < 0 ? 1 : layer.OutputShape[axis.Along])));
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LayerCost cost)
    {
        json.WriteNumber("parameters", cost.Parameters);
        json.WriteNumber("weights", cost.Weights);
        json.WriteNumber("biases", cost.Biases);
        json.WriteNumber("weight_bytes", cost.WeightBytes);
        json.WriteNumber("multiply_adds", cost.MultiplyAdds);
        json.WriteNumber("flops", cost.Flops);
        json.WriteNumber("activations", cost.Activations);
        json.WriteNumber("activation_bytes", cost.ActivationBytes);
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T value in values)
            write(json, value);
        json.WriteEndArray();
    }
}
