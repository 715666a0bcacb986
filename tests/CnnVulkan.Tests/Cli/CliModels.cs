using CnnVulkan.Models.Onnx;
using CnnVulkan.Tests.Models;
using Google.Protobuf;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Cli;

/// <summary>Small model files for the command line.</summary>
internal static class CliModels
{
    /// <summary>picture 1×3×8×8 → 1×1 convolution to 4 channels → ReLU → global mean → softmax: a classifier of 4 classes.</summary>
    public static string Classifier(TemporaryFolder folder)
    {
        var model = new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = 13 } },
            Graph = new GraphProto
            {
                Name = "classifier",
                Node =
                {
                    OnnxBuilder.Node("Conv", "conv1", ["picture", "weights"], ["conv1_out"]),
                    OnnxBuilder.Node("Relu", "relu1", ["conv1_out"], ["relu1_out"]),
                    OnnxBuilder.Node("GlobalAveragePool", "mean", ["relu1_out"], ["means"]),
                    Softmax(),
                },
                Initializer = { OnnxBuilder.Weights("weights", [4, 3, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1]) },
                Input = { OnnxBuilder.Value("picture", DataType.Float, 1, 3, 8, 8) },
                Output = { OnnxBuilder.Value("probabilities", DataType.Float, 1, 4, 1, 1) },
            },
        };
        return folder.Write("classifier.onnx", model.ToByteArray());
    }

    private static NodeProto Softmax()
    {
        NodeProto node = OnnxBuilder.Node("Softmax", "softmax", ["means"], ["probabilities"]);
        node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        return node;
    }
}
