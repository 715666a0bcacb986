namespace CnnVulkan.Training;

/// <summary>A class that a <see cref="TeachableClassifier"/> tells apart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Examples">How many examples of it there are; 0 for one that was loaded without them.</param>
public readonly record struct TaughtClass(string Name, int Examples);
