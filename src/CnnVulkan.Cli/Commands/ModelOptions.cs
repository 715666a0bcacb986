using System.CommandLine;

namespace CnnVulkan.Cli.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class ModelOptions
{
    private const string ModelDescription = "An .onnx file, a folder with model.onnx, preprocessor_config.json and config.json, or a name of `cnnvulkan networks`, such as props.";

    public static Argument<string> Argument() => new("MODEL") { Description = ModelDescription };

    public static Option<string?> Model(bool required, string? usual = null) => new("--model")
    {
        Description = usual is null ? ModelDescription : $"{ModelDescription} {usual}",
        Required = required,
        HelpName = "MODEL",
    };

    public static Option<string[]> Shapes() => new("--shape")
    {
        Description = "The shape of an input that the model leaves open.",
        HelpName = "NAME=1x3x224x224",
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Labels() => new("--labels")
    {
        Description = "The classes' names, instead of the model's: one per line, or JSON.",
        HelpName = "FILE",
    };

    public static Option<Precision> Precision() => new("--precision")
    {
        Description = "How real numbers are stored on the GPU: fp32 or fp16.",
        HelpName = "fp32|fp16",
        DefaultValueFactory = _ => CnnVulkan.Precision.Float32,
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            switch (text)
            {
                case "fp32":
                    return CnnVulkan.Precision.Float32;
                case "fp16":
                    return CnnVulkan.Precision.Float16;
                default:
                    result.AddError($"--precision is fp32 or fp16, not '{text}'.");
                    return default;
            }
        },
    };

    /// <summary>An option that takes a whole number no less than another.</summary>
    public static Option<int> Count(string name, string description, int usual, int least)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count < least)
                result.AddError($"{name} must be at least {least}.");
        });
        return option;
    }

    public static string Text(Precision precision) => precision == CnnVulkan.Precision.Float16 ? "fp16" : "fp32";
}
