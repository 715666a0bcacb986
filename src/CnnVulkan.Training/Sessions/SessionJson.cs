using System.Text.Json.Serialization;

namespace CnnVulkan.Training;

/// <summary>How notes are written and read: code made at build, which needs no reflection.</summary>
// A plateau schedule that has seen no epoch remembers infinity as its best.
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SessionNotes))]
internal sealed partial class SessionJson : JsonSerializerContext;
