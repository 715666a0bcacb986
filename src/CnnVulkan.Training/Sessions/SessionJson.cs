using System.Text.Json.Serialization;

namespace CnnVulkan.Training;

/// <summary>How notes are written and read: code made at build, which needs no reflection.</summary>
[JsonSerializable(typeof(SessionNotes))]
internal sealed partial class SessionJson : JsonSerializerContext;
