#version 450
#extension GL_GOOGLE_include_directive : require
// Convolution over up to three axes, any groups, weights in the file's order:
//   output[n][o][z][y][x] = activate(bias[o] + residual[n][o][z][y][x]
//     + sum over c, kd, kh, kw of weight[o][c][kd][kh][kw] * input[n][g*C + c][z*STRIDE_D + kd*DILATION_D - pad_d][...][...])
// where g is o's group and C = group_inputs; elements outside the input are 0.
// One invocation computes one place of 4 neighbouring output channels of a group, so that each input element is loaded once for 4.
//
// input    [N][groups*group_inputs][in_d][in_h][in_w]
// weight   [groups*group_outputs][group_inputs][KERNEL_D][KERNEL_H][KERNEL_W]
// bias     [out_channels], read where HAS_BIAS
// residual [N][out_channels][out_d][out_h][out_w], read where HAS_RESIDUAL
// gate     like residual, read where HAS_GATE: 0 goes on to the activation where it is not above 0
// output   [N][out_channels][out_d][out_h][out_w]
// weight may be a range of the output channels that starts at first_channel; then groups = 1.
// variants: f32 f16
#include "kernel.glsl"
#include "window.glsl"
#include "activation.glsl"
#include "gate.glsl"

layout(constant_id = 13) const bool HAS_BIAS = false;
layout(constant_id = 14) const bool HAS_RESIDUAL = false;
layout(constant_id = 15) const bool HAS_GATE = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Weight { ELEMENT weight_data[]; };
layout(binding = 2, set = 0) readonly buffer Bias { ELEMENT bias_data[]; };
layout(binding = 3, set = 0) readonly buffer Residual { ELEMENT residual_data[]; };
layout(binding = 4, set = 0) writeonly buffer Output { ELEMENT output_data[]; };
layout(binding = 5, set = 0) readonly buffer Gate { ELEMENT gate_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint gate_base;
    uint count;
    uint groups;
    uint group_inputs;
    uint group_outputs;
    uint out_channels;
    uint first_channel;
    uint in_d;
    uint in_h;
    uint in_w;
    uint out_d;
    uint out_h;
    uint out_w;
    int pad_d;
    int pad_h;
    int pad_w;
    float activation_alpha;
    float activation_beta;
} p;

const uint TAPS = KERNEL_D * KERNEL_H * KERNEL_W;

void main()
{
    uint rest = invocation_index();
    if (rest >= p.count)
        return;
    uint x = rest % p.out_w;
    rest /= p.out_w;
    uint y = rest % p.out_h;
    rest /= p.out_h;
    uint z = rest % p.out_d;
    rest /= p.out_d;
    uint tiles = (p.group_outputs + 3) / 4;
    uint first = rest % tiles * 4;
    rest /= tiles;
    uint group = rest % p.groups;
    uint n = rest / p.groups;

    uint channels = min(4, p.group_outputs - first);
    uint filter_size = p.group_inputs * TAPS;
    uint filter_start = p.weight_base + (group * p.group_outputs + first) * filter_size;
    // Past the last channel the last filter is read again and its sum dropped.
    uvec4 filters = filter_start + min(uvec4(0, 1, 2, 3), uvec4(channels - 1)) * filter_size;
    uint plane = p.in_d * p.in_h * p.in_w;
    uint channel_start = p.input_base + (n * p.groups + group) * p.group_inputs * plane;
    ivec3 corner = ivec3(x * STRIDE_W, y * STRIDE_H, z * STRIDE_D) - ivec3(p.pad_w, p.pad_h, p.pad_d);

    vec4 sum = vec4(0);
    for (uint c = 0; c < p.group_inputs; c++) {
        for (uint kd = 0; kd < KERNEL_D; kd++) {
            uint iz = uint(corner.z + int(kd * DILATION_D));
            for (uint kh = 0; kh < KERNEL_H; kh++) {
                uint iy = uint(corner.y + int(kh * DILATION_H));
                for (uint kw = 0; kw < KERNEL_W; kw++) {
                    uint ix = uint(corner.x + int(kw * DILATION_W));
                    // A place before the input wraps to a number past it.
                    if (iz < p.in_d && iy < p.in_h && ix < p.in_w) {
                        float value = VALUE(input_data[channel_start + (iz * p.in_h + iy) * p.in_w + ix]);
                        uint tap = (kd * KERNEL_H + kh) * KERNEL_W + kw;
                        sum += value * vec4(weight_data[filters.x + tap], weight_data[filters.y + tap],
                                            weight_data[filters.z + tap], weight_data[filters.w + tap]);
                    }
                }
            }
        }
        channel_start += plane;
        filters += TAPS;
    }

    uint pixels = p.out_d * p.out_h * p.out_w;
    uint channel = p.first_channel + group * p.group_outputs + first;
    uint at = (n * p.out_channels + channel) * pixels + (z * p.out_h + y) * p.out_w + x;
    for (uint i = 0; i < channels; i++) {
        float value = sum[i];
        if (HAS_BIAS)
            value += VALUE(bias_data[p.bias_base + channel + i]);
        if (HAS_RESIDUAL)
            value += VALUE(residual_data[p.residual_base + at]);
        if (HAS_GATE)
            value = passed(value, VALUE(gate_data[p.gate_base + at]));
        output_data[p.output_base + at] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
        at += pixels;
    }
}
