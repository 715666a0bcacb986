#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Convolution in which each output channel sees one input channel:
//   output[n][o][y][x] = activate(bias[o] + residual[n][o][y][x]
//     + sum over ky, kx of weight[o][ky][kx] * input[n][o / multiplier][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w])
// where elements outside the input are 0.
// One invocation computes 4 neighbouring pixels of a row of one channel.
//
// input  [N][out_channels / multiplier][in_h][in_w]
// weight [out_channels][KERNEL_H][KERNEL_W]
// bias   [out_channels], read where HAS_BIAS
// residual, output [N][out_channels][out_h][out_w]; residual is read where HAS_RESIDUAL
// count = N * out_channels * out_h * row_tiles, row_tiles = ceil(out_w / 4).
// INSIDE: no four pixels read outside the input's rows and columns: nothing is checked.
// variants: f32 f16
#include "kernel.glsl"
#include "activation.glsl"

layout(constant_id = 4) const uint KERNEL_H = 1;
layout(constant_id = 5) const uint KERNEL_W = 1;
layout(constant_id = 6) const uint STRIDE_H = 1;
layout(constant_id = 7) const uint STRIDE_W = 1;
layout(constant_id = 8) const uint DILATION_H = 1;
layout(constant_id = 9) const uint DILATION_W = 1;
layout(constant_id = 10) const bool INSIDE = false;
layout(constant_id = 11) const bool HAS_BIAS = false;
layout(constant_id = 12) const bool HAS_RESIDUAL = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Weight { ELEMENT weight_data[]; };
layout(binding = 2, set = 0) readonly buffer Bias { ELEMENT bias_data[]; };
layout(binding = 3, set = 0) readonly buffer Residual { ELEMENT residual_data[]; };
layout(binding = 4, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint count;
    uint out_channels;
    uint multiplier;
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

const uint PIXEL_VECTORS = 1;
#include "conv_row.glsl"

void main()
{
    uint rest = invocation_index();
    if (rest >= p.count)
        return;
    uint x = rest % p.row_tiles * 4;
    rest /= p.row_tiles;
    uint y = rest % p.out_h;
    uint plane = rest / p.out_h;
    uint channel = plane % p.out_channels;
    // The output's plane n*out_channels + o reads the input's plane n*out_channels/multiplier + o/multiplier.
    uint input_start = p.input_base + plane / p.multiplier * p.in_h * p.in_w;
    uint weight = p.weight_base + channel * (KERNEL_H * KERNEL_W);
    int left = int(x * STRIDE_W) - p.pad_w;
    int top = int(y * STRIDE_H) - p.pad_h;

    vec4 sum = vec4(HAS_BIAS ? VALUE(bias_data[p.bias_base + channel]) : 0.0);
    for (uint ky = 0; ky < KERNEL_H; ky++) {
        load_row(input_start, left, top + int(ky * DILATION_H), p.in_w, p.in_h);
        [[unroll]] for (uint kx = 0; kx < KERNEL_W; kx++)
            sum += VALUE(weight_data[weight++]) * row_pixels(kx, 0);
    }

    uint at = (plane * p.out_h + y) * p.out_w + x;
    uint columns = min(4, p.out_w - x);
    [[unroll]] for (uint j = 0; j < 4; j++) {
        if (j < columns) {
            float value = sum[j];
            if (HAS_RESIDUAL)
                value += VALUE(residual_data[p.residual_base + at + j]);
            output_data[p.output_base + at + j] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
        }
    }
}
