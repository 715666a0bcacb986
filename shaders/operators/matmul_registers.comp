#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Products of matrices, any strides, batches broadcast:
//   output[batch][i][j] = activate(alpha * sum over k of a[batch][i][k] * b[batch][k][j] + beta * c[i][j])
// One invocation computes 4 rows × 4 columns; neighbouring invocations take neighbouring columns.
//
// a, b   element (batch, i, k) of a lies at batch offset + i*a_row + k*a_column; b likewise
// c      element (i, j) lies at i*c_row + j*c_column, strides of 0 broadcast; read where HAS_C
// output element (batch, i, j) lies at (batch*rows + i)*out_row + j
// batch = (b0*batch1 + b1)*batch2 + b2; its offset in a is b0*a_batch0 + b1*a_batch1 + b2*a_batch2, in b likewise.
// count = batches * row_tiles * column_tiles, row_tiles = ceil(rows/4), column_tiles = ceil(columns/4).
// variants: f32 f16 i32
#include "kernel.glsl"
#include "activation.glsl"

layout(constant_id = 4) const bool HAS_C = false;

layout(binding = 0, set = 0) readonly buffer A { ELEMENT a_data[]; };
layout(binding = 1, set = 0) readonly buffer B { ELEMENT b_data[]; };
layout(binding = 2, set = 0) readonly buffer C { ELEMENT c_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint a_base;
    uint b_base;
    uint c_base;
    uint output_base;
    uint count;
    uint rows;
    uint columns;
    uint depth;
    uint a_row;
    uint a_column;
    uint b_row;
    uint b_column;
    uint c_row;
    uint c_column;
    uint out_row;
    uint batch1;
    uint batch2;
    uint a_batch0;
    uint a_batch1;
    uint a_batch2;
    uint b_batch0;
    uint b_batch1;
    uint b_batch2;
    float alpha;
    float beta;
    float activation_alpha;
    float activation_beta;
} p;

void main()
{
    uint rest = invocation_index();
    if (rest >= p.count)
        return;
    uint column_tiles = (p.columns + 3) / 4;
    uint row_tiles = (p.rows + 3) / 4;
    uint column = rest % column_tiles * 4;
    rest /= column_tiles;
    uint row = rest % row_tiles * 4;
    uint batch = rest / row_tiles;
    uvec3 part = uvec3(batch / p.batch2 / p.batch1, batch / p.batch2 % p.batch1, batch % p.batch2);

    // Past the last row or column the last one is read again and its sums dropped.
    uvec4 row_of = min(row + uvec4(0, 1, 2, 3), uvec4(p.rows - 1));
    uvec4 column_of = min(column + uvec4(0, 1, 2, 3), uvec4(p.columns - 1));
    uvec4 a = p.a_base + part.x * p.a_batch0 + part.y * p.a_batch1 + part.z * p.a_batch2 + row_of * p.a_row;
    uvec4 b = p.b_base + part.x * p.b_batch0 + part.y * p.b_batch1 + part.z * p.b_batch2 + column_of * p.b_column;
    VALUE4 sum[4] = VALUE4[4](VALUE4(0), VALUE4(0), VALUE4(0), VALUE4(0));
    for (uint k = 0; k < p.depth; k++) {
        VALUE4 right = VALUE4(b_data[b.x], b_data[b.y], b_data[b.z], b_data[b.w]);
        [[unroll]] for (uint i = 0; i < 4; i++)
            sum[i] += VALUE(a_data[a[i]]) * right;
        a += p.a_column;
        b += p.b_row;
    }

    [[unroll]] for (uint i = 0; i < 4; i++) {
        [[unroll]] for (uint j = 0; j < 4; j++) {
            if (row + i < p.rows && column + j < p.columns) {
                uint at = p.output_base + (batch * p.rows + row + i) * p.out_row + column + j;
                uint c = p.c_base + (row + i) * p.c_row + (column + j) * p.c_column;
#ifdef ELEMENT_I32
                // Whole numbers past 2^24 do not survive a float, and alpha and beta are 1 in nearly all products of them.
                int value = p.alpha == 1.0 ? sum[i][j] : int(p.alpha * float(sum[i][j]));
                if (HAS_C)
                    value += p.beta == 1.0 ? c_data[c] : int(p.beta * float(c_data[c]));
                output_data[at] = ACTIVATION == 0 ? value : int(activate(float(value), p.activation_alpha, p.activation_beta));
#else
                float value = p.alpha * sum[i][j];
                if (HAS_C)
                    value += p.beta * VALUE(c_data[c]);
                output_data[at] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
#endif
            }
        }
    }
}
