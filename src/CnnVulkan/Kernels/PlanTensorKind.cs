namespace CnnVulkan.Kernels;

/// <summary>Where a planned tensor's memory comes from and how long it holds.</summary>
public enum PlanTensorKind
{
    /// <summary>Known at load, uploaded once.</summary>
    Constant,

    /// <summary>In the arena, fed before each run; holds its elements until they are set again.</summary>
    Input,

    /// <summary>In the arena, between the dispatch that first writes it and the one that last reads it.</summary>
    Activation,

    /// <summary>In the arena, to be read after the run: an output or a kept intermediate.</summary>
    Output,

    /// <summary>
    /// In memory of its own that outlives the plan, and that other plans may share: weights in training, and what their optimiser remembers.
    /// </summary>
    Parameter,
}
