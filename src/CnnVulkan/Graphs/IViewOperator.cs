namespace CnnVulkan.Graphs;

/// <summary>
/// An operator whose output may be a view of its input (a reshape, a contiguous part): it calls
/// <see cref="LoweringContext.SetOutputView"/> on some or all shapes, so nobody else may choose its output's memory.
/// </summary>
internal interface IViewOperator;
