namespace Silk.NET.Polyfill.Generator;

/// <summary>A class to write: <c>Vk</c>, or the class of one extension, with the commands it gets.</summary>
internal sealed record ApiClass(string Name, string? Extension, List<string> Commands);

/// <summary>What <c>commands.txt</c> asks for.</summary>
internal sealed class Selection
{
    public List<ApiClass> Classes { get; } = [];

    /// <summary>Types, by C name, that are wanted although no command refers to them.</summary>
    public List<string> Types { get; } = [];

    /// <summary>Enum members that the list of Silk.NET's members lacks, by C name, with their Silk.NET name.</summary>
    public Dictionary<string, string> ExtraMembers { get; } = [];

    public static Selection Load(string path)
    {
        var selection = new Selection();
        foreach (string line in File.ReadLines(path))
        {
            string[] words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case []:
                    break;
                case ["class", var name]:
                    selection.Classes.Add(new ApiClass(name, null, []));
                    break;
                case ["class", var name, var extension]:
                    selection.Classes.Add(new ApiClass(name, extension, []));
                    break;
                case ["struct", var type]:
                    selection.Types.Add(type);
                    break;
                case ["member", var member, var silkName]:
                    selection.ExtraMembers.Add(member, silkName);
                    break;
                case [var command]:
                    selection.Classes[^1].Commands.Add(command);
                    break;
                default:
                    throw new FormatException($"{path}: cannot read '{line}'");
            }
        }

        return selection;
    }
}
