#version 450
#extension GL_GOOGLE_include_directive : require
// Transposed convolution over up to three axes: each input element adds its filter, scaled, to the output; here gathered per output:
//   output[n][o][z][y][x] = activate(bias[o] + sum over c, kd, kh, kw of weight[c][o - g*O][kd][kh][kw] * input[n][c][iz][iy][ix])
// where g is o's group, O = group_outputs, c runs over the group's inputs, and iz*STRIDE_D = z + pad_d - kd*DILATION_D for a whole iz
// inside the input; the same for y and x.
// One invocation computes one place of 4 neighbouring output channels of a group, so that each input element is loaded once for 4.
//
// input  [N][groups*group_inputs][in_d][in_h][in_w]
// weight [groups*group_inputs][group_outputs][KERNEL_D][KERNEL_H][KERNEL_W]
// bias   [groups*group_outputs], read where HAS_BIAS
// output [N][groups*group_outputs][out_d][out_h][out_w]
// variants: f32 f16
#include "kernel.glsl"
#include "window.glsl"
#include "activation.glsl"

layout(constant_id = 13) const bool HAS_BIAS = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Weight { ELEMENT weight_data[]; };
layout(binding = 2, set = 0) readonly buffer Bias { ELEMENT bias_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint weight_base;
    uint bias_base;
    uint output_base;
    uint count;
    uint groups;
    uint group_inputs;
    uint group_outputs;
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
const uint OUTSIDE = 0xffffffffu;

// The input element whose filter tap reaches a place, or OUTSIDE; a place before the input wraps to a number past it.
uint source(uint place, int pad, uint tap, uint dilation, uint stride, uint extent)
{
    int at = int(place) + pad - int(tap * dilation);
    if (at < 0 || at % int(stride) != 0)
        return OUTSIDE;
    uint index = uint(at) / stride;
    return index < extent ? index : OUTSIDE;
}

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
    // Past the last channel the last filter is read again and its sum dropped.
    uvec4 filters = p.weight_base + (group * p.group_inputs * p.group_outputs + first + min(uvec4(0, 1, 2, 3), uvec4(channels - 1))) * TAPS;
    uint plane = p.in_d * p.in_h * p.in_w;
    uint channel_start = p.input_base + (n * p.groups + group) * p.group_inputs * plane;

    vec4 sum = vec4(0);
    for (uint kd = 0; kd < KERNEL_D; kd++) {
        uint iz = source(z, p.pad_d, kd, DILATION_D, STRIDE_D, p.in_d);
        for (uint kh = 0; kh < KERNEL_H; kh++) {
            uint iy = source(y, p.pad_h, kh, DILATION_H, STRIDE_H, p.in_h);
            for (uint kw = 0; kw < KERNEL_W; kw++) {
                uint ix = source(x, p.pad_w, kw, DILATION_W, STRIDE_W, p.in_w);
                if (iz == OUTSIDE || iy == OUTSIDE || ix == OUTSIDE)
                    continue;
                uint at = channel_start + (iz * p.in_h + iy) * p.in_w + ix;
                uvec4 w = filters + ((kd * KERNEL_H + kh) * KERNEL_W + kw);
                for (uint c = 0; c < p.group_inputs; c++) {
                    sum += VALUE(input_data[at]) * vec4(weight_data[w.x], weight_data[w.y], weight_data[w.z], weight_data[w.w]);
                    at += plane;
                    w += p.group_outputs * TAPS;
                }
            }
        }
    }

    uint pixels = p.out_d * p.out_h * p.out_w;
    uint channel = group * p.group_outputs + first;
    uint at = p.output_base + (n * p.groups * p.group_outputs + channel) * pixels + (z * p.out_h + y) * p.out_w + x;
    for (uint i = 0; i < channels; i++) {
        float value = sum[i];
        if (HAS_BIAS)
            value += VALUE(bias_data[p.bias_base + channel + i]);
        output_data[at] = ELEMENT(activate(value, p.activation_alpha, p.activation_beta));
        at += pixels;
    }
}
