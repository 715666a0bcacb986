#version 450
#extension GL_GOOGLE_include_directive : require
// What a group of elements is normalised with, (x - shift) · factor, chosen by FUNCTION (the numbers are those of MomentFunction.cs):
// 0: mean, 1/sqrt(variance + epsilon). 1: mean, 1/(sqrt(variance) + epsilon). 2: mean, variance. 3: 0, 1/Σ|x|. 4: 0, 1/sqrt(Σx²).
// The variance is that of the group, E[(x - mean)²], taken in a second pass: E[x²] - mean² cancels.
//
// One invocation, or one workgroup where COOPERATIVE, handles one group. input: any dense tensor; shift, factor: kept_count floats,
// whatever the element type. A cooperative workgroup is a power of two, at most 256.
// variants: f32 f16
#include "kernel.glsl"
#include "workgroup_tree.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Shift { float shift_data[]; };
layout(binding = 2, set = 0) writeonly buffer Factor { float factor_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint shift_base;
    uint factor_base;
    uint kept_count;
    uint reduced_count;
    uint kept_extent0;
    uint kept_extent1;
    uint kept_extent2;
    uint kept_extent3;
    uint kept_stride0;
    uint kept_stride1;
    uint kept_stride2;
    uint kept_stride3;
    uint reduced_extent0;
    uint reduced_extent1;
    uint reduced_extent2;
    uint reduced_extent3;
    uint reduced_stride0;
    uint reduced_stride1;
    uint reduced_stride2;
    uint reduced_stride3;
    float epsilon;
} p;

#include "reduction.glsl"

// Σ (x - mean)^exponent over the group; for an exponent of 1 of the absolute values, where asked.
float sum_of(uint start, uint count, uint exponent, bool absolute, float mean)
{
    float sum = 0.0;
    for (uint i = lane(); i < count; i += lanes()) {
        float x = VALUE(input_data[start + group_offset(i)]) - mean;
        sum += exponent == 2 ? x * x : absolute ? abs(x) : x;
    }
    return COOPERATIVE ? across_workgroup(JOIN_SUM, sum) : sum;
}

float factor_of(float second)
{
    switch (FUNCTION) {
    case 0: return 1.0 / sqrt(second + p.epsilon);
    case 1: return 1.0 / (sqrt(second) + p.epsilon);
    case 2: return second;
    // What is zero everywhere stays zero.
    case 3: return second == 0.0 ? 0.0 : 1.0 / second;
    default: return second == 0.0 ? 0.0 : 1.0 / sqrt(second);
    }
}

void main()
{
    uint group = own_group();
    bool inside = group < p.kept_count;
    uint start = inside ? p.input_base + group_start(group) : p.input_base;
    uint count = inside ? p.reduced_count : 0;
    bool centred = FUNCTION <= 2;
    float mean = centred ? sum_of(start, count, 1, false, 0.0) / float(p.reduced_count) : 0.0;
    float second = sum_of(start, count, FUNCTION == 3 ? 1 : 2, true, mean);
    if (centred)
        second /= float(p.reduced_count);
    if (inside && lane() == 0) {
        shift_data[p.shift_base + group] = mean;
        factor_data[p.factor_base + group] = factor_of(second);
    }
}
