#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Depthwise convolution of channel-packed pictures (packed.glsl):
//   output[n][c][y][x] = activate(bias[c] + residual[n][c][y][x]
//     + sum over ky, kx of weight[c][ky][kx] * input[n][c][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w])
// where elements outside the input are 0.
// One invocation computes PIXELS neighbouring pixels of a row, four channels each, so that a loaded weight serves them all. Neighbouring
// invocations take neighbouring tiles.
//
// input [N][channels][in_h][in_w], output and residual [N][channels][out_h][out_w], weight [channels][KERNEL_H*KERNEL_W], bias [channels],
// all in vectors of 4 channels; bias and residual are read where HAS_BIAS and HAS_RESIDUAL
// count = N * channels * out_h * row_tiles, row_tiles = ceil(out_w / PIXELS). INSIDE: no filter reaches outside the input.
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "packed.glsl"
#include "activation.glsl"

layout(constant_id = 4) const uint PIXELS = 4;
layout(constant_id = 5) const uint KERNEL_H = 3;
layout(constant_id = 6) const uint KERNEL_W = 3;
layout(constant_id = 7) const uint STRIDE_H = 1;
layout(constant_id = 8) const uint STRIDE_W = 1;
layout(constant_id = 9) const uint DILATION_H = 1;
layout(constant_id = 10) const uint DILATION_W = 1;
layout(constant_id = 11) const bool INSIDE = false;
layout(constant_id = 12) const bool HAS_BIAS = false;
layout(constant_id = 13) const bool HAS_RESIDUAL = false;

PACKED_BUFFER(0, Input, input_data);
PACKED_BUFFER(1, Weight, weight_data);
PACKED_BUFFER(2, Bias, bias_data);
PACKED_BUFFER(3, Residual, residual_data);
layout(binding = 4, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint count;
    uint channels;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    uint row_tiles;
    int pad_h;
    int pad_w;
    float activation_alpha;
    float activation_beta;
} p;

// Columns of the input that a row of the tile reads, one after the other, where the filter's taps are neighbours: each is loaded once.
const uint COLUMNS = DILATION_W == 1 ? (PIXELS - 1) * STRIDE_W + KERNEL_W : 1;

vec4 sum[PIXELS];

vec4 input_at(uint row_start, int x)
{
    bool inside = INSIDE || uint(x) < p.in_w;
    vec4 value = LOAD4(input_data, row_start + (inside ? uint(x) : 0));
    return inside ? value : vec4(0);
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint row = index / p.row_tiles;
    uint x = (index - row * p.row_tiles) * PIXELS;
    uint plane = row / p.out_h;
    uint y = row - plane * p.out_h;
    uint channel = plane % p.channels;
    int left = int(x * STRIDE_W) - p.pad_w;
    int top = int(y * STRIDE_H) - p.pad_h;

    [[unroll]] for (uint i = 0; i < PIXELS; i++)
        sum[i] = vec4(0);
    uint weight = p.weight_base / 4 + channel * (KERNEL_H * KERNEL_W);
    for (uint ky = 0; ky < KERNEL_H; ky++) {
        int in_y = top + int(ky * DILATION_H);
        if (!INSIDE && uint(in_y) >= p.in_h)
            continue;
        uint row_start = p.input_base / 4 + (plane * p.in_h + uint(in_y)) * p.in_w;
        vec4 column[COLUMNS];
        if (DILATION_W == 1) {
            [[unroll]] for (uint i = 0; i < COLUMNS; i++)
                column[i] = input_at(row_start, left + int(i));
        }
        [[unroll]] for (uint kx = 0; kx < KERNEL_W; kx++) {
            vec4 w = LOAD4(weight_data, weight + ky * KERNEL_W + kx);
            [[unroll]] for (uint i = 0; i < PIXELS; i++)
                sum[i] += w * (DILATION_W == 1 ? column[(i * STRIDE_W + kx) % COLUMNS] : input_at(row_start, left + int(i * STRIDE_W + kx * DILATION_W)));
        }
    }

    vec4 bias = HAS_BIAS ? LOAD4(bias_data, p.bias_base / 4 + channel) : vec4(0);
    uint at = (plane * p.out_h + y) * p.out_w + x;
    [[unroll]] for (uint i = 0; i < PIXELS; i++) {
        if (x + i < p.out_w) {
            vec4 value = sum[i] + bias;
            if (HAS_RESIDUAL)
                value += LOAD4(residual_data, p.residual_base / 4 + at + i);
            value = activate(value, p.activation_alpha, p.activation_beta);
            output_data[p.output_base / 4 + at + i] = ELEMENT4(value);
        }
    }
}
