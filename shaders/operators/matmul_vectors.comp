#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
// Products of matrices of many rows whose weights are computed, as training has them, for CPU drivers (layout.glsl):
//   output[i][first_column + j] = activate(alpha * sum over k of a(i, k) * b(k, j) + beta * c[i][first_column + j])
// A subgroup computes TILE_ROWS rows × LANES*4 columns: a lane four columns side by side. Of each four k its lanes load the rows' vectors, one
// after the other, and shuffles hand them round; each loads its own columns.
//
// a      [rows][depth], or [depth][rows] where A_BY_DEPTH
// b      [columns][depth], or [depth][columns] where B_BY_DEPTH
// c      element (i, j) lies at i*c_row + j*c_column, strides of 0 broadcast; read where HAS_C
// output element (i, j) lies at i*out_row + j
// The inner extents of a and b, a_base and b_base are multiples of 4; LANES is the subgroup's size; column_tiles = ceil(columns / (LANES*4)),
// count = ceil(rows / TILE_ROWS) * column_tiles.
// variants: f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"

layout(constant_id = 4) const uint LANES = 8;
layout(constant_id = 5) const bool A_BY_DEPTH = false;
layout(constant_id = 6) const bool B_BY_DEPTH = false;
layout(constant_id = 7) const bool HAS_C = false;

const uint TILE_ROWS = 16;
const uint HELD = (TILE_ROWS + LANES - 1) / LANES;

BUFFER4(0, A, a_data);
BUFFER4(1, B, b_data);
layout(binding = 2, set = 0) readonly buffer C { ELEMENT c_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint a_base;
    uint b_base;
    uint c_base;
    uint output_base;
    uint count;
    uint column_tiles;
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

// Vector v of the tile's rows at k to k + 3: row v's four k, or, where A_BY_DEPTH, of k + v/4 rows 4·(v%4) and on.
vec4 left(uint first_row, uint k, uint v)
{
    if (!A_BY_DEPTH)
        return LOAD4(a_data, p.a_base / 4 + min(first_row + v, p.rows - 1) * (p.depth / 4) + k / 4);
    uint at = k + v / 4;
    uint vectors = p.rows / 4;
    vec4 value = LOAD4(a_data, p.a_base / 4 + min(at, p.depth - 1) * vectors + min(first_row / 4 + v % 4, vectors - 1));
    return at < p.depth ? value : vec4(0);
}

void main()
{
    uint lane = gl_SubgroupInvocationID;
    uint tile = group_index() * (gl_WorkGroupSize.x / LANES) + gl_SubgroupID;
    if (tile >= p.count)
        return;
    uint first_row = tile / p.column_tiles * TILE_ROWS;
    uint column = (tile % p.column_tiles * LANES + lane) * 4;
    vec4 sum[TILE_ROWS];
    [[unroll]] for (uint i = 0; i < TILE_ROWS; i++)
        sum[i] = vec4(0);
    for (uint k = 0; k < p.depth; k += 4) {
        vec4 mine[HELD];
        [[unroll]] for (uint i = 0; i < HELD; i++)
            mine[i] = left(first_row, k, min(i * LANES + lane, TILE_ROWS - 1));
        // Past the last column the last ones are read again and their sums dropped.
        vec4 right[4];
        [[unroll]] for (uint i = 0; i < 4; i++) {
            if (B_BY_DEPTH)
                right[i] = LOAD4(b_data, p.b_base / 4 + min(k + i, p.depth - 1) * (p.columns / 4) + min(column, p.columns - 4) / 4);
            else
                right[i] = LOAD4(b_data, p.b_base / 4 + min(column + i, p.columns - 1) * (p.depth / 4) + k / 4);
        }
        [[unroll]] for (uint i = 0; i < 4; i++) {
            vec4 own = B_BY_DEPTH ? right[i] : vec4(right[0][i], right[1][i], right[2][i], right[3][i]);
            [[unroll]] for (uint row = 0; row < TILE_ROWS; row++) {
                uint v = A_BY_DEPTH ? i * 4 + row / 4 : row;
                uint component = A_BY_DEPTH ? row % 4 : i;
                sum[row] += subgroupShuffle(mine[v / LANES][component], v % LANES) * own;
            }
        }
    }
    [[unroll]] for (uint row = 0; row < TILE_ROWS; row++) {
        [[unroll]] for (uint i = 0; i < 4; i++) {
            if (first_row + row < p.rows && column + i < p.columns) {
                uint at = p.first_column + column + i;
                float value = p.alpha * sum[row][i];
                if (HAS_C)
                    value += p.beta * VALUE(c_data[p.c_base + (first_row + row) * p.c_row + at * p.c_column]);
                output_data[p.output_base + (first_row + row) * p.out_row + at] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
            }
        }
    }
}
