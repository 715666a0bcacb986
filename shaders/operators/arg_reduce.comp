#version 450
#extension GL_GOOGLE_include_directive : require
// output[r] = the index of the largest (LARGEST) or smallest element of row r; of equal ones the first, or the last where LAST.
// NaN comes before everything, as in NumPy.
//
// One invocation, or one workgroup where COOPERATIVE, computes one element. input: outer × extent × inner; output: rows = outer · inner
// indices. A cooperative workgroup is a power of two, at most 256 and at most extent.
// variants: f32 f16 i32
#include "kernel.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const bool LARGEST = true;
layout(constant_id = 5) const bool LAST = false;
layout(constant_id = 6) const bool COOPERATIVE = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { int output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint rows;
    uint extent;
    uint inner;
} p;

shared VALUE best_values[256];
shared uint best_indices[256];

bool comes_first(VALUE x, uint i, VALUE y, uint j)
{
#ifndef ELEMENT_I32
    if (is_nan(x) != is_nan(y))
        return is_nan(x);
    bool tie = x == y || is_nan(x);
#else
    bool tie = x == y;
#endif
    if (tie)
        return LAST ? i > j : i < j;
    return LARGEST ? x > y : x < y;
}

void main()
{
    uint row = COOPERATIVE ? group_index() : invocation_index();
    uint lane = COOPERATIVE ? gl_LocalInvocationID.x : 0;
    uint lanes = COOPERATIVE ? gl_WorkGroupSize.x : 1;
    bool inside = row < p.rows;
    uint start = inside ? p.input_base + row / p.inner * p.extent * p.inner + row % p.inner : p.input_base;

    uint best = lane;
    VALUE value = VALUE(input_data[start + lane * p.inner]);
    for (uint i = lane + lanes; i < p.extent; i += lanes) {
        VALUE x = VALUE(input_data[start + i * p.inner]);
        if (comes_first(x, i, value, best)) {
            value = x;
            best = i;
        }
    }
    if (COOPERATIVE) {
        best_values[lane] = value;
        best_indices[lane] = best;
        barrier();
        for (uint width = gl_WorkGroupSize.x / 2; width > 0; width /= 2) {
            if (lane < width && comes_first(best_values[lane + width], best_indices[lane + width], best_values[lane], best_indices[lane])) {
                best_values[lane] = best_values[lane + width];
                best_indices[lane] = best_indices[lane + width];
            }
            barrier();
        }
        best = best_indices[0];
    }
    if (inside && lane == 0)
        output_data[p.output_base + row] = int(best);
}
