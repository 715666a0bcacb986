#version 450
#extension GL_GOOGLE_include_directive : require
// Pools of channel-packed pictures (packed.glsl), over the elements of each window inside the input:
//   FUNCTION 0: output[plane][y][x] = sum over ky, kx of input[plane][y*STRIDE_H + ky*DILATION_H - pad_h][x*STRIDE_W + kx*DILATION_W - pad_w] / n
//   FUNCTION 1: output[plane][y][x] = the largest of them
// where n is how many elements lie inside the input, or, where COUNT_PADDING, inside it and its padding.
// One invocation computes one vector of the output.
//
// input  [planes][in_h][in_w], output [planes][out_h][out_w], in vectors of 4 channels; count vectors of the output
// FEW: the window has few taps. All are visited then, by loops that compilers unroll; of others only those inside the input.
// variants: f32 f16 f32_texel f16_texel
#include "kernel.glsl"
#include "packed.glsl"
#include "taps.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;
layout(constant_id = 5) const uint KERNEL_H = 1;
layout(constant_id = 6) const uint KERNEL_W = 1;
layout(constant_id = 7) const uint STRIDE_H = 1;
layout(constant_id = 8) const uint STRIDE_W = 1;
layout(constant_id = 9) const uint DILATION_H = 1;
layout(constant_id = 10) const uint DILATION_W = 1;
layout(constant_id = 11) const bool COUNT_PADDING = false;
layout(constant_id = 12) const bool FEW = false;

PACKED_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint in_h;
    uint in_w;
    uint out_h;
    uint out_w;
    int pad_h;
    int pad_w;
    int end_h;
    int end_w;
} p;

// Not max(): which of two values it gives where one is NaN is left open. As in the plain kernel the first counts whatever it is.
vec4 fold(vec4 result, vec4 value, bool found)
{
    if (FUNCTION != 1)
        return result + value;
    return found ? mix(result, value, greaterThan(value, result)) : value;
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint row = index / p.out_w;
    uint x = index - row * p.out_w;
    uint plane = row / p.out_h;
    uint y = row - plane * p.out_h;
    int left = int(x * STRIDE_W) - p.pad_w;
    int top = int(y * STRIDE_H) - p.pad_h;
    uvec2 taps_h = taps_inside(top, KERNEL_H, DILATION_H, p.in_h);
    uvec2 taps_w = taps_inside(left, KERNEL_W, DILATION_W, p.in_w);
    uint start = p.input_base / 4 + plane * p.in_h * p.in_w;

    vec4 result = FUNCTION == 1 ? vec4(uintBitsToFloat(0xff800000u)) : vec4(0);
    bool found = false;
    if (FEW) {
        for (uint ky = 0; ky < KERNEL_H; ky++) {
            uint in_y = uint(top + int(ky * DILATION_H));
            for (uint kx = 0; kx < KERNEL_W; kx++) {
                uint in_x = uint(left + int(kx * DILATION_W));
                bool inside = in_y < p.in_h && in_x < p.in_w;
                vec4 value = LOAD4(input_data, start + (inside ? in_y * p.in_w + in_x : 0));
                result = inside ? fold(result, value, found) : result;
                found = found || inside;
            }
        }
    } else {
        for (uint ky = taps_h.x; ky < taps_h.y; ky++) {
            uint at = start + uint(top + int(ky * DILATION_H)) * p.in_w;
            for (uint kx = taps_w.x; kx < taps_w.y; kx++) {
                result = fold(result, LOAD4(input_data, at + uint(left + int(kx * DILATION_W))), found);
                found = true;
            }
        }
    }
    if (FUNCTION == 0) {
        // end is where the padding past the input ends: a window rounded up may reach beyond, one never starts before the padding.
        vec2 n = COUNT_PADDING
            ? vec2(padded_taps(top, KERNEL_H, DILATION_H, p.end_h), padded_taps(left, KERNEL_W, DILATION_W, p.end_w))
            : vec2(taps_h.y - taps_h.x, taps_w.y - taps_w.x);
        n = max(n, 1.0);
        result /= n.x * n.y;
    }
    output_data[p.output_base / 4 + index] = ELEMENT4(result);
}
