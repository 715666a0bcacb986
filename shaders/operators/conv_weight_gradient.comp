#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// The gradient of a planar convolution's weights, of Nc4hw pictures (layout.glsl):
//   weight[o][i][kh][kw] = sum over n, y, x of gradient[n][o][y][x] * input[n][g*I + i][y*stride_h + kh*dilation_h - pad_h][x*STRIDE_W + kw*DILATION_W - pad_w]
// where g is o's group and I its input channels; elements outside the input are 0.
// A workgroup of LANES, a subgroup where vectors are texels, computes an item: the products of TILE_OUTPUTS vectors of output channels with TILE_INPUTS vectors of input channels,
// at TILE_TAPS taps of one row of the filter, over one chunk of the pixels. Each lane takes PIXELS neighbouring pixels of a row at a time, so that a
// sum stays in a register for as many products and neighbouring taps share what they load; at the end the sums of the lanes are added up. What
// chunks give is added by conv_weight_gradient_reduce.comp.
//
// input    [N][in_vectors][in_h][in_w] vectors
// gradient [N][out_vectors][out_h][out_w] vectors
// partial  [count][sums]: items in the order [chunk][tap tile][kernel_h][in_tiles][out_tiles], sums as [TILE_OUTPUTS*4][TILE_INPUTS][PRODUCTS][TILE_TAPS]
// A row has row_parts = ceil(out_w / PIXELS) parts, a step takes LANES of them; a chunk takes steps_each of all steps.
// group_outputs and group_inputs count vectors; TILE_OUTPUTS divides group_outputs where there are several groups.
// DEPTHWISE: channel c meets channel c alone. PRODUCTS: channels of an input vector that each output channel meets: all there are, 1 if DEPTHWISE.
// SHARED_COLUMNS: DILATION_W is 1 and taps overlap. INSIDE: no filter reaches outside, and PIXELS divides out_w.
// variants: f32 f32_texel
#include "kernel.glsl"
#include "layout.glsl"
#ifdef TEXEL_BUFFERS
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#endif

layout(constant_id = 4) const uint LANES = 8;
layout(constant_id = 5) const uint TILE_OUTPUTS = 1;
layout(constant_id = 6) const uint TILE_INPUTS = 1;
layout(constant_id = 7) const uint TILE_TAPS = 3;
layout(constant_id = 8) const uint PIXELS = 4;
layout(constant_id = 9) const uint PRODUCTS = 4;
layout(constant_id = 10) const uint STRIDE_W = 1;
layout(constant_id = 11) const uint DILATION_W = 1;
layout(constant_id = 12) const bool DEPTHWISE = false;
layout(constant_id = 13) const bool SHARED_COLUMNS = true;
layout(constant_id = 14) const bool INSIDE = false;

BUFFER4(0, Input, input_data);
BUFFER4(1, Gradient, gradient_data);
layout(binding = 2, set = 0) writeonly buffer Partial { float partial_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint gradient_base;
    uint partial_base;
    uint count;
    uint batch;
    uint in_vectors;
    uint out_vectors;
    uint group_inputs;
    uint group_outputs;
    uint in_tiles;
    uint out_tiles;
    uint kernel_h;
    uint tap_tiles;
    uint steps;
    uint steps_each;
    uint row_parts;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    int pad_h;
    int pad_w;
    uint stride_h;
    uint dilation_h;
} p;

const uint COLUMNS = SHARED_COLUMNS ? (PIXELS - 1) * STRIDE_W + TILE_TAPS : PIXELS * TILE_TAPS;
const uint SUMS = TILE_OUTPUTS * 4 * TILE_INPUTS * PRODUCTS * TILE_TAPS;

float sum[SUMS];
vec4 gradient[TILE_OUTPUTS * PIXELS];
vec4 column[TILE_INPUTS * COLUMNS];

#ifdef TEXEL_BUFFERS
// The sum over the lanes, always in the same order.
vec4 across_lanes(vec4 mine)
{
    vec4 all = vec4(0);
    [[unroll]] for (uint i = 0; i < LANES; i++)
        all += vec4(subgroupShuffle(mine.x, i), subgroupShuffle(mine.y, i), subgroupShuffle(mine.z, i), subgroupShuffle(mine.w, i));
    return all;
}
#else
shared vec4 tree[LANES];

vec4 across_lanes(vec4 mine)
{
    uint lane = gl_LocalInvocationID.x;
    barrier();
    tree[lane] = mine;
    for (uint width = LANES / 2; width > 0; width /= 2) {
        barrier();
        if (lane < width)
            tree[lane] += tree[lane + width];
    }
    return tree[0];
}
#endif

void load_gradient(uint first_vector, uvec3 place, bool exists)
{
    [[unroll]] for (uint v = 0; v < TILE_OUTPUTS; v++) {
        // Past the last vector the last is taken once more; nobody reads those sums.
        uint vector = min(first_vector + v, p.out_vectors - 1);
        uint at = p.gradient_base / 4 + ((place.z * p.out_vectors + vector) * p.out_h + place.y) * p.out_w;
        [[unroll]] for (uint j = 0; j < PIXELS; j++) {
            uint x = place.x * PIXELS + j;
            bool inside = INSIDE || x < p.out_w;
            vec4 value = LOAD4(gradient_data, at + (inside ? x : 0));
            gradient[v * PIXELS + j] = exists && inside ? value : vec4(0);
        }
    }
}

void load_columns(uint group, uint first_vector, uint kh, int tap, uvec3 place)
{
    uint y = place.y * p.stride_h + kh * p.dilation_h - uint(p.pad_h);
    bool row_inside = INSIDE || y < p.in_h;
    int left = int(place.x * PIXELS * STRIDE_W) + tap * int(DILATION_W) - p.pad_w;
    [[unroll]] for (uint v = 0; v < TILE_INPUTS; v++) {
        uint vector = group * p.group_inputs + min(first_vector + v, p.group_inputs - 1);
        uint at = p.input_base / 4 + ((place.z * p.in_vectors + vector) * p.in_h + (row_inside ? y : 0)) * p.in_w;
        [[unroll]] for (uint c = 0; c < COLUMNS; c++) {
            uint x = uint(left + int(SHARED_COLUMNS ? c : c / TILE_TAPS * STRIDE_W + c % TILE_TAPS * DILATION_W));
            bool inside = row_inside && (INSIDE || x < p.in_w);
            vec4 value = LOAD4(input_data, at + (inside ? x : 0));
            column[v * COLUMNS + c] = inside ? value : vec4(0);
        }
    }
}

void accumulate()
{
    uint s = 0;
    [[unroll]] for (uint o = 0; o < TILE_OUTPUTS * 4; o++) {
        [[unroll]] for (uint i = 0; i < TILE_INPUTS; i++) {
            [[unroll]] for (uint c = 0; c < PRODUCTS; c++) {
                [[unroll]] for (uint t = 0; t < TILE_TAPS; t++) {
                    float value = sum[s];
                    [[unroll]] for (uint j = 0; j < PIXELS; j++)
                        value += gradient[o / 4 * PIXELS + j][o % 4] * column[i * COLUMNS + (SHARED_COLUMNS ? j * STRIDE_W + t : j * TILE_TAPS + t)][DEPTHWISE ? o % 4 : c];
                    sum[s] = value;
                    s++;
                }
            }
        }
    }
}

void main()
{
#ifdef TEXEL_BUFFERS
    uint lane = gl_SubgroupInvocationID;
#else
    uint lane = gl_LocalInvocationID.x;
#endif
    uint item = group_index();
    if (item >= p.count)
        return;
    uint rest = item / p.out_tiles;
    uint out_vector = (item - rest * p.out_tiles) * TILE_OUTPUTS;
    uint in_vector = rest % p.in_tiles * TILE_INPUTS;
    rest /= p.in_tiles;
    uint kh = rest % p.kernel_h;
    rest /= p.kernel_h;
    int tap = int(rest % p.tap_tiles * TILE_TAPS);
    uint first_step = rest / p.tap_tiles * p.steps_each;
    uint group = out_vector / p.group_outputs;

    // Part of the row, row, picture; and how far they move in a step, digit by digit: a driver would divide for each place.
    uint first = first_step * LANES + lane;
    uvec3 place = uvec3(first % p.row_parts, first / p.row_parts % p.out_h, first / p.row_parts / p.out_h);
    uvec3 step = uvec3(LANES % p.row_parts, LANES / p.row_parts % p.out_h, LANES / p.row_parts / p.out_h);
    [[unroll]] for (uint i = 0; i < SUMS; i++)
        sum[i] = 0.0;
    uint steps = min(p.steps_each, p.steps - first_step);
    for (uint i = 0; i < steps; i++) {
        bool exists = place.z < p.batch;
        uvec3 at = exists ? place : uvec3(0);
        load_gradient(out_vector, at, exists);
        load_columns(group, in_vector, kh, tap, at);
        accumulate();
        place += step;
        bool carry = place.x >= p.row_parts;
        place.x -= carry ? p.row_parts : 0;
        place.y += carry ? 1 : 0;
        carry = place.y >= p.out_h;
        place.y -= carry ? p.out_h : 0;
        place.z += carry ? 1 : 0;
    }

    uint target = p.partial_base + item * SUMS;
    [[unroll]] for (uint i = 0; i < SUMS; i += 4) {
        vec4 all = across_lanes(vec4(sum[i], sum[i + 1], sum[i + 2], sum[i + 3]));
        if (lane == 0) {
            [[unroll]] for (uint j = 0; j < 4; j++)
                partial_data[target + i + j] = all[j];
        }
    }
}
