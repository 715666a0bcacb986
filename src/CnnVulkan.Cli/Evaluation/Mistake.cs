namespace CnnVulkan.Cli.Evaluation;

/// <summary>A picture that was taken for something else.</summary>
/// <param name="Sample">Its number in the data.</param>
/// <param name="Class">What it is: a class of the data.</param>
/// <param name="Score">What it was taken for: a score of the network.</param>
/// <param name="Probability">How sure the network was of that.</param>
/// <param name="TrueProbability">How likely it found the truth.</param>
internal readonly record struct Mistake(int Sample, int Class, int Score, float Probability, float TrueProbability);
