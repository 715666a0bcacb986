#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// A few rows times a matrix whose columns lie one after the other, as dense layers have it:
//   output[i][first_column + j] = activate(alpha * sum over k of a[i][k] * b[j][k] + beta * c[i][first_column + j])
// LANES invocations share a column j and compute ROWS_AT_ONCE rows of it, so that each element of b is loaded once for all of them: each takes
// every LANES-th four elements of k, then their sums are folded in halves, always in the same order.
//
// a      element (i, k) lies at (first_row + i)*depth + k
// b      [columns][depth]
// c      element (i, j) lies at i*c_row + j*c_column, strides of 0 broadcast; read where HAS_C
// output element (i, j) lies at i*out_row + j
// WHOLE_VECTORS: depth, a_base and b_base are multiples of 4, so elements are loaded four at a time.
// ROWS_AT_ONCE is at most 4 and first_row + ROWS_AT_ONCE may pass rows; LANES is a power of two that divides the workgroup size, which is at most 128.
// variants: f32 f16
#include "kernel.glsl"
#include "activation.glsl"

layout(constant_id = 4) const uint ROWS_AT_ONCE = 1;
layout(constant_id = 5) const uint LANES = 1;
layout(constant_id = 6) const bool WHOLE_VECTORS = false;
layout(constant_id = 7) const bool HAS_C = false;

layout(binding = 0, set = 0) readonly buffer A { ELEMENT a_data[]; };
layout(binding = 0, set = 0) readonly buffer AVectors { ELEMENT4 a_vectors[]; };
layout(binding = 1, set = 0) readonly buffer B { ELEMENT b_data[]; };
layout(binding = 1, set = 0) readonly buffer BVectors { ELEMENT4 b_vectors[]; };
layout(binding = 2, set = 0) readonly buffer C { ELEMENT c_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint a_base;
    uint b_base;
    uint c_base;
    uint output_base;
    uint first_row;
    uint rows;
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

shared float partial[4 * 128];

// Where a row starts; past the last row the last one is read again and its sum dropped.
uint row_start(uint i)
{
    return p.a_base + min(p.first_row + i, p.rows - 1) * p.depth;
}

void main()
{
    uint local = gl_LocalInvocationID.x;
    uint column = invocation_index() / LANES;
    uint lane = local % LANES;
    float sum[4] = float[4](0.0, 0.0, 0.0, 0.0);
    if (column < p.columns) {
        uint b = p.b_base + column * p.depth;
        if (WHOLE_VECTORS) {
            for (uint k = lane; k < p.depth / 4; k += LANES) {
                vec4 right = VALUE4(b_vectors[b / 4 + k]);
                [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++)
                    sum[i] += dot(VALUE4(a_vectors[row_start(i) / 4 + k]), right);
            }
        } else {
            for (uint k = lane; k < p.depth; k += LANES) {
                float right = VALUE(b_data[b + k]);
                [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++)
                    sum[i] += VALUE(a_data[row_start(i) + k]) * right;
            }
        }
    }
    [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++)
        partial[i * 128 + local] = sum[i];
    for (uint half_lanes = LANES / 2; half_lanes > 0; half_lanes /= 2) {
        barrier();
        if (lane < half_lanes) {
            [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++)
                partial[i * 128 + local] += partial[i * 128 + local + half_lanes];
        }
    }
    if (lane != 0 || column >= p.columns)
        return;
    column += p.first_column;
    [[unroll]] for (uint i = 0; i < ROWS_AT_ONCE; i++) {
        uint row = p.first_row + i;
        if (row < p.rows) {
            float value = p.alpha * partial[i * 128 + local];
            if (HAS_C)
                value += p.beta * VALUE(c_data[p.c_base + row * p.c_row + column * p.c_column]);
            output_data[p.output_base + row * p.out_row + column] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
        }
    }
}
