#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Convolution of Nc4hw pictures (layout.glsl) as a matrix product, pixels read from the picture as it is (implicit GEMM):
//   output[n][o][y][x] = activate(bias[o] + residual[n][o][y][x]
//     + sum over ky, kx, c of weight(o, ky, kx, c) * input[n][g*C + c][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w])
// where g is o's group and C its input channels; elements outside the input are 0.
// LANES neighbouring invocations share a tile of TILE_ROWS output channels × LANES*TILE_PIXELS pixels; an invocation computes every LANES-th pixel of it.
// With texel buffers LANES is the subgroup's size: each lane loads the weights of one row, and shuffles hand them round, because a load
// costs such a driver as much as dozens of multiply-adds. Without, every invocation loads all rows: GPUs keep them in their caches.
//
// input  [N][groups*group_inputs][in_h][in_w] in vectors of 4 channels
// weight [groups][blocks][KERNEL_H][KERNEL_W][group_inputs][TILE_ROWS] in vectors of 4 input channels, zero past the last channels
// bias   [out_channels] vectors, read where HAS_BIAS
// residual, gate, output [N][out_channels][out_h][out_w] vectors; residual is read where HAS_RESIDUAL. HAS_GATE: 0 goes on to the activation where
// the gate is not above 0.
// group_inputs, group_outputs, out_channels and first_channel count vectors. weight may be a range of the blocks that starts at output
// vector first_channel; then groups = 1. pixels = N*out_h*out_w, tiles = ceil(pixels / (LANES*TILE_PIXELS)), count = groups*blocks*tiles.
// POINTWISE: kernel 1×1, stride 1, no padding: pixels of input and output coincide. MANY: N > 1. INSIDE: no filter reaches outside.
// WHOLE: the blocks of TILE_ROWS fill the channels of a group.
// LAST_CHANNELS: how many channels the last vector of the output holds; the rest of it becomes 0.
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"
#include "gate.glsl"
#ifdef TEXEL_BUFFERS
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#endif

layout(constant_id = 4) const uint TILE_ROWS = 16;
layout(constant_id = 5) const uint TILE_PIXELS = 4;
layout(constant_id = 6) const uint LANES = 8;
layout(constant_id = 7) const uint KERNEL_H = 1;
layout(constant_id = 8) const uint KERNEL_W = 1;
layout(constant_id = 9) const uint STRIDE_H = 1;
layout(constant_id = 10) const uint STRIDE_W = 1;
layout(constant_id = 11) const uint DILATION_H = 1;
layout(constant_id = 12) const uint DILATION_W = 1;
layout(constant_id = 13) const bool POINTWISE = false;
layout(constant_id = 14) const bool MANY = true;
layout(constant_id = 15) const bool INSIDE = false;
layout(constant_id = 16) const bool HAS_BIAS = false;
layout(constant_id = 17) const bool HAS_RESIDUAL = false;
layout(constant_id = 18) const bool WHOLE = false;
layout(constant_id = 19) const uint LAST_CHANNELS = 4;
layout(constant_id = 20) const bool HAS_GATE = false;

BUFFER4(0, Input, input_data);
BUFFER4(1, Weight, weight_data);
BUFFER4(2, Bias, bias_data);
BUFFER4(3, Residual, residual_data);
layout(binding = 4, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };
BUFFER4(5, Gate, gate_data);

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint gate_base;
    uint count;
    uint tiles;
    uint pixels;
    uint blocks;
    uint groups;
    uint group_inputs;
    uint group_outputs;
    uint out_channels;
    uint first_channel;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    int pad_h;
    int pad_w;
    float activation_alpha;
    float activation_beta;
} p;

float sum[TILE_ROWS * TILE_PIXELS];
vec4 pixel[TILE_PIXELS];
// Of each pixel: its picture, and the row and column of its window's first element, negative in the padding.
uint picture[TILE_PIXELS];
ivec2 corner[TILE_PIXELS];
uint lane;

void add_row(uint row, vec4 w)
{
    [[unroll]] for (uint i = 0; i < TILE_PIXELS; i++) {
        // One after the other, not a dot product: each product is added to the sum at hand.
        float s = sum[row * TILE_PIXELS + i];
        s += w.x * pixel[i].x;
        s += w.y * pixel[i].y;
        s += w.z * pixel[i].z;
        s += w.w * pixel[i].w;
        sum[row * TILE_PIXELS + i] = s;
    }
}

// Adds the products of four input channels at one tap.
void accumulate(uint weight)
{
#ifdef TEXEL_BUFFERS
    [[unroll]] for (uint first = 0; first < TILE_ROWS; first += LANES) {
        vec4 mine = LOAD4(weight_data, weight + min(first + lane, TILE_ROWS - 1));
        [[unroll]] for (uint i = 0; i < LANES; i++) {
            if (first + i < TILE_ROWS)
                add_row(first + i, vec4(subgroupShuffle(mine.x, i), subgroupShuffle(mine.y, i), subgroupShuffle(mine.z, i), subgroupShuffle(mine.w, i)));
        }
    }
#else
    [[unroll]] for (uint row = 0; row < TILE_ROWS; row++)
        add_row(row, LOAD4(weight_data, weight + row));
#endif
}

void convolve(uint first_vector, uint in_channels, uint weight)
{
    uint plane = p.in_h * p.in_w;
    // One loop, not three: every loop around the sums costs a driver that masks loops a copy of them all.
    uint at[TILE_PIXELS];
    [[unroll]] for (uint i = 0; i < TILE_PIXELS; i++)
        at[i] = first_vector + picture[i] * in_channels * plane + (POINTWISE ? uint(corner[i].y) : 0);
    uint c = 0;
    ivec2 tap = ivec2(0);
    uint steps = KERNEL_H * KERNEL_W * p.group_inputs;
    for (uint step = 0; step < steps; step++) {
        [[unroll]] for (uint i = 0; i < TILE_PIXELS; i++) {
            if (POINTWISE) {
                pixel[i] = LOAD4(input_data, at[i]);
                at[i] += plane;
            } else {
                ivec2 place = corner[i] + tap;
                bool inside = INSIDE || all(lessThan(uvec2(place), uvec2(p.in_h, p.in_w)));
                uint offset = uint(place.x) * p.in_w + uint(place.y);
                vec4 value = LOAD4(input_data, at[i] + c * plane + (inside ? offset : 0));
                pixel[i] = inside ? value : vec4(0);
            }
        }
        accumulate(weight);
        weight += TILE_ROWS;
        if (!POINTWISE) {
            c++;
            bool next = c == p.group_inputs;
            c = next ? 0 : c;
            tap.y += next ? int(DILATION_W) : 0;
            bool wrap = tap.y == int(KERNEL_W * DILATION_W);
            tap = wrap ? ivec2(tap.x + int(DILATION_H), 0) : tap;
        }
    }
}

void store(uint row, uint i, uint vector, vec4 bias, uint at)
{
    vec4 value = vec4(sum[row * TILE_PIXELS + i], sum[(row + 1) * TILE_PIXELS + i], sum[(row + 2) * TILE_PIXELS + i], sum[(row + 3) * TILE_PIXELS + i]) + bias;
    if (HAS_RESIDUAL)
        value += LOAD4(residual_data, p.residual_base / 4 + at);
    if (HAS_GATE)
        value = passed(value, LOAD4(gate_data, p.gate_base / 4 + at));
    value = activate(value, p.activation_alpha, p.activation_beta);
    if (LAST_CHANNELS < 4 && vector + 1 == p.out_channels)
        value = only_existing(value, LAST_CHANNELS);
    output_data[p.output_base / 4 + at] = ELEMENT4(value);
}

void main()
{
#ifdef TEXEL_BUFFERS
    lane = gl_SubgroupInvocationID;
    uint tile = group_index() * (gl_WorkGroupSize.x / LANES) + gl_SubgroupID;
#else
    lane = gl_LocalInvocationID.x % LANES;
    uint tile = invocation_index() / LANES;
#endif
    if (tile >= p.count)
        return;
    // All channels of some pixels, then those of the next: a CPU's core then reads in its own cache what it wrote a layer before.
    uint block = tile % p.blocks;
    uint first_pixel = tile / p.blocks % p.tiles * (LANES * TILE_PIXELS) + lane;
    uint group = tile / p.blocks / p.tiles;

    uint out_plane = p.out_h * p.out_w;
    uint target[TILE_PIXELS];
    [[unroll]] for (uint i = 0; i < TILE_PIXELS; i++) {
        // What lies past the last pixel is computed as the last, and not stored.
        uint rest = min(first_pixel + i * LANES, p.pixels - 1);
        picture[i] = MANY ? rest / out_plane : 0;
        rest -= picture[i] * out_plane;
        target[i] = picture[i] * p.out_channels * out_plane + rest;
        uint y = POINTWISE ? 0 : rest / p.out_w;
        uint x = rest - y * p.out_w;
        corner[i] = ivec2(y * STRIDE_H, x * STRIDE_W) - ivec2(p.pad_h, p.pad_w);
    }
    [[unroll]] for (uint i = 0; i < TILE_ROWS * TILE_PIXELS; i++)
        sum[i] = 0.0;

    uint plane = p.in_h * p.in_w;
    convolve(
        p.input_base / 4 + group * p.group_inputs * plane,
        p.groups * p.group_inputs,
        p.weight_base / 4 + (group * p.blocks + block) * (KERNEL_H * KERNEL_W) * p.group_inputs * TILE_ROWS);

    uint vector = p.first_channel + block * (TILE_ROWS / 4);
    uint rows = min((p.group_outputs - vector) * 4, TILE_ROWS);
    vector += group * p.group_outputs;
    vec4 bias[TILE_ROWS / 4];
    [[unroll]] for (uint i = 0; i < TILE_ROWS / 4; i++)
        bias[i] = HAS_BIAS ? LOAD4(bias_data, p.bias_base / 4 + vector + (WHOLE || i * 4 < rows ? i : 0)) : vec4(0);
    [[unroll]] for (uint i = 0; i < TILE_PIXELS; i++) {
        if (first_pixel + i * LANES < p.pixels) {
            [[unroll]] for (uint row = 0; row < TILE_ROWS; row += 4) {
                if (WHOLE || row < rows)
                    store(row, i, vector + row / 4, bias[row / 4], target[i] + (vector + row / 4) * out_plane);
            }
        }
    }
}
