using CnnVulkan.Files;
using Google.Protobuf.Collections;

namespace CnnVulkan.Models.Onnx;

/// <summary>Which version of which operator set a model is written in.</summary>
internal sealed class OnnxOpsets
{
    private const string DefaultDomain = "";

    private readonly Dictionary<string, int> _versions = [];

    public OnnxOpsets(ModelProto model, ModelSource source)
    {
        foreach (OperatorSetIdProto opset in model.OpsetImport)
        {
            if (opset.Version is < 1 or > int.MaxValue)
                throw source.Error($"the model imports version {opset.Version} of the operator set {ModelSource.Quote(opset.Domain)}; versions start at 1.");
            _versions[Normalize(opset.Domain)] = (int)opset.Version;
        }
        if (_versions.ContainsKey(DefaultDomain))
            return;
        // Operator sets came with IR version 3; files before are of version 1. IR version 0 is a file that does not say.
        if (model.IrVersion >= 3 && model.Graph.Node.Any(n => IsDefault(n.Domain)))
            throw source.Error("the model does not say which version of ONNX's operators it uses (opset_import).");
        _versions[DefaultDomain] = 1;
    }

    /// <summary>The two spellings of ONNX's own operator set.</summary>
    public static bool IsDefault(string domain) => Normalize(domain) == DefaultDomain;

    /// <summary>The version for a node's domain; 1 for a domain of the user's own that the model does not list.</summary>
    public int VersionOf(string domain) => _versions.GetValueOrDefault(Normalize(domain), 1);

    /// <summary>What an operator is looked up by: its type, with the domain in front where it is not ONNX's own.</summary>
    public static string KeyOf(string domain, string type) => IsDefault(domain) ? type : $"{domain}:{type}";

    private static string Normalize(string domain) => domain == "ai.onnx" ? DefaultDomain : domain;
}
