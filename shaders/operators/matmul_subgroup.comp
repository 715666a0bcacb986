#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
// A few rows times a matrix whose columns lie one after the other, as dense layers have it, for CPU drivers (layout.glsl):
//   output[i][first_column + j] = activate(alpha * sum over k of a[i][k] * b[j][k] + beta * c[i][first_column + j])
// A subgroup computes ROWS_AT_ONCE rows of COLUMNS_AT_ONCE columns: its lanes take neighbouring vectors of four k, so that a load reads
// neighbouring memory and a loaded vector of a serves all columns; then the lanes' sums are folded in halves, always in the same order.
//
// a      element (i, k) lies at (first_row + i)*depth + k
// b      [columns][depth]
// c      element (i, j) lies at i*c_row + j*c_column, strides of 0 broadcast; read where HAS_C
// output element (i, j) lies at i*out_row + j
// depth, a_base and b_base are multiples of 4; first_row + ROWS_AT_ONCE is at most rows; LANES is the subgroup's size.
// variants: f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"

layout(constant_id = 4) const uint ROWS_AT_ONCE = 1;
layout(constant_id = 5) const uint COLUMNS_AT_ONCE = 4;
layout(constant_id = 6) const uint LANES = 8;
layout(constant_id = 7) const bool HAS_C = false;

BUFFER4(0, A, a_data);
BUFFER4(1, B, b_data);
layout(binding = 2, set = 0) readonly buffer C { ELEMENT c_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint a_base;
    uint b_base;
    uint c_base;
    uint output_base;
    uint first_row;
    uint first_column;
    uint columns;
    uint depth;
    uint c_row;
    uint c_column;
    uint out_row;
    float alpha;
    float beta;
    float activation_alpha;
    float activation_beta;
} p;

void main()
{
    uint lane = gl_SubgroupInvocationID;
    uint first = (group_index() * (gl_WorkGroupSize.x / LANES) + gl_SubgroupID) * COLUMNS_AT_ONCE;
    if (first >= p.columns)
        return;
    vec4 sum[ROWS_AT_ONCE * COLUMNS_AT_ONCE];
    [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE * COLUMNS_AT_ONCE; i++)
        sum[i] = vec4(0);
    uint vectors = p.depth / 4;
    uint b = p.b_base / 4;
    for (uint start = 0; start < vectors; start += LANES) {
        uint k = min(start + lane, vectors - 1);
        vec4 left[ROWS_AT_ONCE];
        [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++) {
            vec4 value = LOAD4(a_data, p.a_base / 4 + (p.first_row + i) * vectors + k);
            // A lane past the end reads the last vector again, and must not count it.
            left[i] = start + lane < vectors ? value : vec4(0);
        }
        [[unroll]] for (uint j = 0; j < COLUMNS_AT_ONCE; j++) {
            // Past the last column the last one is read again and its sum dropped.
            vec4 right = LOAD4(b_data, b + min(first + j, p.columns - 1) * vectors + k);
            [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++)
                sum[i * COLUMNS_AT_ONCE + j] += left[i] * right;
        }
    }
    [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE * COLUMNS_AT_ONCE; i++) {
        uint row = p.first_row + i / COLUMNS_AT_ONCE;
        uint column = first + i % COLUMNS_AT_ONCE;
        float total = (sum[i].x + sum[i].y) + (sum[i].z + sum[i].w);
        for (uint half_lanes = LANES / 2; half_lanes > 0; half_lanes /= 2)
            total += subgroupShuffle(total, lane ^ half_lanes);
        if (lane == i % LANES && column < p.columns) {
            column += p.first_column;
            float value = p.alpha * total;
            if (HAS_C)
                value += p.beta * VALUE(c_data[p.c_base + row * p.c_row + column * p.c_column]);
            output_data[p.output_base + row * p.out_row + column] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
        }
    }
}
